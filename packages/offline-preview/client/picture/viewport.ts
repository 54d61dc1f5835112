/** What of the picture is seen: moved by dragging, wheel and keys, and magnified by pinching, Ctrl and wheel, and keys. */
export class Viewport {
  #x = 0;
  #y = 0;
  #scale = 1;
  #rest: ReturnType<typeof setTimeout> | undefined;
  readonly #pointers = new Map<number, { x: number; y: number }>();

  constructor(
    private readonly frame: HTMLElement,
    private readonly content: HTMLElement,
  ) {
    frame.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    frame.addEventListener("pointerdown", (event) => this.#down(event));
    frame.addEventListener("pointermove", (event) => this.#move(event));
    for (const type of ["pointerup", "pointercancel"] as const) {
      frame.addEventListener(type, (event) => this.#pointers.delete(event.pointerId));
    }
    frame.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Shows everything, as large as it fits; on a small screen as much of it as can be read. */
  fit(width: number, height: number): void {
    const { clientWidth } = this.frame;
    const clientHeight = this.frame.clientHeight - controlsHeight;
    if (clientWidth === 0 || width === 0) return;
    const whole = Math.min(clientWidth / width, clientHeight / height, 1.15);
    const isReadable = whole >= smallestRead || clientWidth >= wideScreen;
    this.#scale = isReadable ? whole : Math.min(smallestRead, Math.max(whole, clientHeight / height));
    this.#x = Math.max((clientWidth - width * this.#scale) / 2, 0);
    this.#y = Math.max((clientHeight - height * this.#scale) / 2, 0);
    this.#show();
  }

  zoom(factor: number, x = this.frame.clientWidth / 2, y = this.frame.clientHeight / 2): void {
    const scale = Math.min(Math.max(this.#scale * factor, 0.08), 3);
    this.#x = x - ((x - this.#x) * scale) / this.#scale;
    this.#y = y - ((y - this.#y) * scale) / this.#scale;
    this.#scale = scale;
    this.#show();
  }

  /** Moves as little as is needed to see a box. */
  reveal(box: { x: number; y: number; width: number; height: number }): void {
    const { clientWidth, clientHeight } = this.frame;
    const nearest = (offset: number, start: number, size: number, room: number) => {
      const from = start * this.#scale + offset;
      const to = from + size * this.#scale;
      if (from < edge || size * this.#scale > room - 2 * edge) return offset + edge - from;
      return to > room - edge ? offset + room - edge - to : offset;
    };
    this.#x = nearest(this.#x, box.x, box.width, clientWidth);
    this.#y = nearest(this.#y, box.y, box.height, clientHeight);
    this.#show();
  }

  /** Moves so that a box stays where it was on the screen while the picture changes around it. */
  hold(before: { x: number; y: number }, after: { x: number; y: number }): void {
    this.#x += (before.x - after.x) * this.#scale;
    this.#y += (before.y - after.y) * this.#scale;
    this.#show();
  }

  #pan(x: number, y: number): void {
    this.#x += x;
    this.#y += y;
    this.#show();
  }

  /** While the picture moves it is moved as it was painted last, and painted anew when it rests. */
  #show(): void {
    this.content.style.willChange = "transform";
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.content.style.willChange = "";
    }, restMs);
    this.content.classList.toggle("far", this.#scale < smallestDetail);
    this.content.style.transform = `translate(${this.#x}px, ${this.#y}px) scale(${this.#scale})`;
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 16 : 1;
    if (event.ctrlKey || event.metaKey) {
      const { left, top } = this.frame.getBoundingClientRect();
      this.zoom(Math.exp(-event.deltaY * unit * 0.004), event.clientX - left, event.clientY - top);
    } else this.#pan(-event.deltaX * unit, -event.deltaY * unit);
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  #move(event: PointerEvent): void {
    const before = this.#pointers.get(event.pointerId);
    if (before === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, now);
    if (other !== undefined) {
      const { left, top } = this.frame.getBoundingClientRect();
      const factor =
        Math.hypot(now.x - other.x, now.y - other.y) / Math.hypot(before.x - other.x, before.y - other.y);
      if (Number.isFinite(factor))
        this.zoom(factor, (now.x + other.x) / 2 - left, (now.y + other.y) / 2 - top);
    } else {
      // A click may tremble.
      const isDragged = this.frame.hasPointerCapture(event.pointerId);
      const isFar = Math.hypot(now.x - before.x, now.y - before.y) > 4;
      if (!isDragged && !isFar) this.#pointers.set(event.pointerId, before);
      else if (!isDragged) this.frame.setPointerCapture(event.pointerId);
      if (isDragged || isFar) this.#pan(now.x - before.x, now.y - before.y);
    }
  }

  #key(event: KeyboardEvent): void {
    const step = 60;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => this.#pan(step, 0),
      ArrowRight: () => this.#pan(-step, 0),
      ArrowUp: () => this.#pan(0, step),
      ArrowDown: () => this.#pan(0, -step),
      "+": () => this.zoom(1.25),
      "=": () => this.zoom(1.25),
      "-": () => this.zoom(0.8),
    };
    const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  }
}

/** What the buttons at the bottom cover. */
const controlsHeight = 56;
/** The scale below which only names are drawn: the rest could be read by nobody. */
const smallestDetail = 0.3;
/** Pixels of a screen on which an overview is worth more than its names. */
const wideScreen = 700;
/** The least scale at which names can be read. */
const smallestRead = 0.62;
/** How long nothing moves before the picture is painted anew. */
const restMs = 250;
/** Pixels between what is revealed and the edge. */
const edge = 24;
