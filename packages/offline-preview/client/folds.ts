/** Fills an element anew; parts of it that were folded or unfolded stay so, where there are as many as before. */
export function keepingFolds(element: Element, fill: () => void): void {
  const detailsIn = () => [...element.querySelectorAll("details")];
  const { scrollTop } = element;
  const open = detailsIn().map((each) => each.open);
  fill();
  const details = detailsIn();
  if (details.length === open.length) {
    details.forEach((each, index) => {
      each.open = open[index] ?? each.open;
    });
  }
  element.scrollTop = scrollTop;
}
