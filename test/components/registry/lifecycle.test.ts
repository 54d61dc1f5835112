import assert from "node:assert/strict";
import {
  type LifecycleDocument,
  lifecycleDocument,
  type TagRule,
  validateRetention,
} from "../../../components/registry/lifecycle";

interface StoredImage {
  tag?: string;
  /** Place of its push in time. */
  pushed: number;
}

/**
 * What a policy expires, as ECR documents it: a rule marks, of the images with its tags, those beyond the count of the
 * youngest or beyond the age, whether or not another rule marks them too; an image whose tags a rule names can't be
 * expired by a rule of lower priority.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html#lp_evaluation_rules
 */
function expired(policy: LifecycleDocument, images: readonly StoredImage[], now: number): Set<StoredImage> {
  const marked = new Set<StoredImage>();
  const claimed = new Set<StoredImage>();
  for (const { selection } of [...policy.rules].sort((one, other) => one.rulePriority - other.rulePriority)) {
    const named = images
      .filter(({ tag }) =>
        selection.tagStatus !== "tagged"
          ? tag === undefined
          : tag !== undefined &&
            selection.tagPatternList.every((pattern) => pattern === "*" || pattern === tag),
      )
      .sort((one, other) => other.pushed - one.pushed);
    const beyond =
      selection.countType === "imageCountMoreThan"
        ? named.slice(selection.countNumber)
        : named.filter(({ pushed }) => now - pushed > selection.countNumber);
    for (const image of beyond.filter((image) => !claimed.has(image))) {
      marked.add(image);
    }
    for (const image of named) {
      claimed.add(image);
    }
  }
  return marked;
}

/** A repository with immutable tags, one service that runs from it, and the policy after each of its rollouts. */
class Stack {
  images: StoredImage[] = [];
  running?: string;
  private time = 0;
  private policy?: LifecycleDocument;

  constructor(
    private readonly policyFor: (runningTag: string) => LifecycleDocument,
    /** Whether ECR applies the policy at this moment of an `up`. */
    private readonly applies: () => boolean,
  ) {}

  /** Deploys a source; where its tag exists, an immutable repository keeps that image with the time of its first push. */
  up(tag: string, rollout: "succeeds" | "fails"): void {
    this.expire(true);
    this.time += 1;
    if (!this.images.some((image) => image.tag === tag)) {
      this.images.push({ tag, pushed: this.time });
    }
    this.expire(this.applies());
    if (rollout === "succeeds") {
      this.running = tag;
      this.expire(this.applies());
      this.policy = this.policyFor(tag);
    }
    this.expire(this.applies());
  }

  get loses(): boolean {
    return this.running !== undefined && !this.images.some(({ tag }) => tag === this.running);
  }

  private expire(applies: boolean): void {
    if (applies && this.policy) {
      const gone = expired(this.policy, this.images, this.time);
      this.images = this.images.filter((image) => !gone.has(image));
    }
  }
}

/** Numbers that are the same in every run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; state = (state * 1103515245 + 12345) % 2147483648) {
    yield (state >>> 8) % 1000;
  }
}

describe("The lifecycle of images", () => {
  const withoutFirstRule = (keepImages: number) => (tag: string) => ({
    rules: lifecycleDocument([tag], { keepImages }).rules.slice(1),
  });

  it("keeps the image that a rollback restored, whatever is pushed after it", () => {
    const roll = (policyFor: (tag: string) => LifecycleDocument) => {
      const stack = new Stack(policyFor, () => true);
      stack.up("old", "succeeds");
      stack.up("new", "succeeds");
      stack.up("old", "succeeds");
      for (let build = 1; build <= 40; build += 1) {
        stack.up(`broken-${build}`, "fails");
      }
      return stack;
    };
    assert.equal(roll((tag) => lifecycleDocument([tag], { keepImages: 30 })).loses, false);
    assert.equal(roll(withoutFirstRule(30)).loses, true, "and without the first rule it would be gone");
  });

  it("keeps the running image at every moment of any history of deploys, failures and rollbacks", () => {
    let lost = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const next = numbers(seed);
      const number = () => next.next().value;
      const keepImages = 1 + (number() % 4);
      const dice = Array.from({ length: 400 }, number);
      const play = (policyFor: (tag: string) => LifecycleDocument) => {
        const rolls = dice.values();
        const roll = () => rolls.next().value ?? 0;
        const stack = new Stack(policyFor, () => roll() % 2 === 0);
        for (let step = 0; step < 60; step += 1) {
          stack.up(`source-${roll() % 8}`, roll() % 3 === 0 ? "fails" : "succeeds");
          if (stack.loses) {
            return true;
          }
        }
        return false;
      };
      assert.equal(
        play((tag) => lifecycleDocument([tag], { keepImages })),
        false,
        `seed ${seed}`,
      );
      lost += play(withoutFirstRule(keepImages)) ? 1 : 0;
    }
    assert.ok(lost > 100, `without the first rule only ${lost} of 300 histories lose what runs`);
  });

  it("keeps no more than it should", () => {
    const stack = new Stack(
      (tag) => lifecycleDocument([tag], { keepImages: 3 }),
      () => true,
    );
    for (const tag of ["a", "b", "c", "d", "e", "a"]) {
      stack.up(tag, "succeeds");
    }
    const tags = stack.images.map(({ tag }) => tag);
    assert.deepEqual(tags, ["d", "e", "a"], "a was gone, so it was built and pushed anew");
  });

  it("expires untagged images by age alone", () => {
    const images = [{ pushed: 1 }, { pushed: 8 }, { tag: "running", pushed: 0 }, { tag: "b", pushed: 9 }];
    const gone = expired(
      lifecycleDocument(["running"], { keepImages: 1, expireUntaggedAfterDays: 7 }),
      images,
      10,
    );
    assert.deepEqual([...gone], [{ pushed: 1 }]);
  });
});

describe("Rules of a lifecycle", () => {
  const short = (retention: Parameters<typeof lifecycleDocument>[1]) =>
    lifecycleDocument(["running"], retention).rules.map(
      ({ rulePriority, selection, action }) =>
        `${rulePriority} ${"tagPatternList" in selection ? selection.tagPatternList : selection.tagStatus} ` +
        `${selection.countType} ${selection.countNumber} ${action.type}`,
    );

  it("go by age instead of count", () => {
    assert.deepEqual(short({ expireAfterDays: 180 }), [
      "1 running imageCountMoreThan 1 expire",
      "2 * sinceImagePushed 180 expire",
      "3 untagged sinceImagePushed 1 expire",
    ]);
  });

  it("archive what isn't pulled, and expire that later", () => {
    const { rules } = lifecycleDocument(["running"], { archiveAfterDays: 90, expireArchivedAfterDays: 365 });
    assert.deepEqual(rules.slice(1), [
      {
        rulePriority: 2,
        description: "Archive images not pulled for 90 days",
        selection: {
          tagStatus: "tagged",
          tagPatternList: ["*"],
          countType: "sinceImagePulled",
          countUnit: "days",
          countNumber: 90,
        },
        action: { type: "transition", targetStorageClass: "archive" },
      },
      {
        rulePriority: 3,
        description: "Expire untagged images after 1 day",
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: 1,
        },
        action: { type: "expire" },
      },
      {
        rulePriority: 4,
        description: "Expire images 365 days after they were archived",
        selection: {
          tagStatus: "any",
          storageClass: "archive",
          countType: "sinceImageTransitioned",
          countUnit: "days",
          countNumber: 365,
        },
        action: { type: "expire" },
      },
    ]);
  });

  it("give tags a retention of their own, after the running image and before the rest", () => {
    const tagRules = [
      { pattern: "pr-*", expireAfterDays: 14 },
      { pattern: "v*", keepImages: 100 },
    ];
    assert.deepEqual(short({ tagRules }), [
      "1 running imageCountMoreThan 1 expire",
      "2 pr-* sinceImagePushed 14 expire",
      "3 v* imageCountMoreThan 100 expire",
      "4 * imageCountMoreThan 30 expire",
      "5 untagged sinceImagePushed 1 expire",
    ]);
  });

  it("are refused where ECR would apply them differently", () => {
    const tagRules = [{ pattern: "*" }, { pattern: "a b", keepImages: 1, expireAfterDays: 1 }];
    const wrong = { keepImages: 1, archiveAfterDays: 1, expireAfterDays: 1, tagRules };
    assert.deepEqual(validateRetention(wrong), [
      "expireAfterDays can't be combined with keepImages: ECR applies one rule to an image",
      "archiveAfterDays can't be combined with keepImages: ECR applies one rule to an image",
      'tagRules[0].pattern is "*": must be narrower than every tag, for which there are keepImages and expireAfterDays',
      "tagRules[0] must have either keepImages or expireAfterDays",
      'tagRules[1].pattern is "a b": must be a tag of letters, digits, _ . and -, with at most 4 wildcards *',
      "tagRules[1] must have either keepImages or expireAfterDays",
    ]);
    assert.deepEqual(validateRetention({ expireArchivedAfterDays: 30 }), [
      "expireArchivedAfterDays is 30: must be a whole number from 90 to 3650",
      "expireArchivedAfterDays requires archiveAfterDays: nothing is archived without it",
    ]);
  });

  for (const [argument, min, max] of [
    ["keepImages", 1, 10_000],
    ["expireAfterDays", 1, 3650],
    ["archiveAfterDays", 1, 3650],
    ["expireArchivedAfterDays", 90, 3650],
    ["expireUntaggedAfterDays", 1, 3650],
  ] as const) {
    it(`have ${argument} from ${min} to ${max}`, () => {
      const archiving = argument === "expireArchivedAfterDays" ? { archiveAfterDays: 1 } : {};
      for (const value of [min, max]) {
        assert.deepEqual(validateRetention({ ...archiving, [argument]: value }), []);
      }
      for (const value of [min - 1, max + 1, min + 0.5]) {
        assert.deepEqual(validateRetention({ ...archiving, [argument]: value }), [
          `${argument} is ${value}: must be a whole number from ${min} to ${max}`,
        ]);
      }
    });
  }

  it("have 1 to 10000 images and 1 to 3650 days for a tag, and at most four wildcards", () => {
    const errorsOf = (rule: TagRule) => validateRetention({ tagRules: [rule] });
    assert.deepEqual(errorsOf({ pattern: "a*b*c*d*", keepImages: 10_000 }), []);
    assert.deepEqual(errorsOf({ pattern: "a", expireAfterDays: 3650 }), []);
    assert.deepEqual(errorsOf({ pattern: "a*b*c*d*e*", keepImages: 10_001 }), [
      'tagRules[0].pattern is "a*b*c*d*e*": must be a tag of letters, digits, _ . and -, with at most 4 wildcards *',
      "tagRules[0].keepImages is 10001: must be a whole number from 1 to 10000",
    ]);
    assert.deepEqual(errorsOf({ pattern: "a", expireAfterDays: 3651 }), [
      "tagRules[0].expireAfterDays is 3651: must be a whole number from 1 to 3650",
    ]);
  });
});
