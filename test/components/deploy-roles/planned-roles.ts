import { listOf, type Statement } from "./described";

export const state = {
  bucketArn: "arn:aws:s3:::octo-state",
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c",
};

export const boundary = "arn:aws:iam::111122223333:policy/boundary";

export const actionsOf = (statements: Statement[]) =>
  statements.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => listOf(Action));

export const servicePolicy = (index: number) =>
  `arn:aws:iam::111122223333:policy/teams/shop/a-service-policy-${index}`;
