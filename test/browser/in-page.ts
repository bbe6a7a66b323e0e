/** What is measured inside a page, as text for the browser: the tests are not compiled for one. */

/** WCAG 2.5.8 leaves out links in a sentence; what is drawn for readers of screens only has no size. */
export const TOO_SMALL = `(() => {
  const least = 48;
  const small = [];
  for (const element of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    const style = getComputedStyle(element);
    if (element.closest('[aria-hidden=true]')) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    if (element.matches('a') && style.display === 'inline') continue;
    const box = (element.closest('label') ?? element).getBoundingClientRect();
    if (box.width <= 1 || box.bottom <= 0) continue;
    if (box.width < least - 0.5 || box.height < least - 0.5)
      small.push(element.localName + ' "' + (element.innerText || element.name).trim().slice(0, 30) + '" ' + Math.round(box.width) + '×' + Math.round(box.height));
  }
  return [...new Set(small)];
})()`;

/**
 * What is wider than the window, and makes it scroll sideways; and how much of the window stays covered. What is
 * folded away counts as well.
 */
export const REFLOW = `(() => {
  for (const details of document.querySelectorAll('details')) details.open = true;
  const width = document.documentElement.scrollWidth;
  const wide = [...document.querySelectorAll('body *')]
    .filter((element) => element.closest('.visually-hidden, table.list > thead') === null)
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(element).position !== 'absolute')
    .map((element) => element.localName + '.' + element.className);
  scrollTo(0, document.documentElement.scrollHeight / 2);
  // Of what does not scroll away, the rows of the window that lie under it.
  const rows = new Set();
  for (const element of document.querySelectorAll('body *')) {
    const { position, top } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const isStuck = position === 'fixed' || (position === 'sticky' && Math.abs(box.top - parseFloat(top)) < 1);
    if (!isStuck || box.width <= 1 || box.height <= 1 || !element.checkVisibility({ visibilityProperty: true })) continue;
    for (let row = Math.max(0, Math.ceil(box.top)); row < Math.min(innerHeight, box.bottom); row += 1) rows.add(row);
  }
  const covered = rows.size;
  return { width, room: innerWidth, covered: covered / innerHeight, wide: wide.slice(0, 3) };
})()`;

export interface Reflow {
  readonly width: number;
  readonly room: number;
  /** Of the height of the window, by what does not scroll away. */
  readonly covered: number;
  readonly wide: readonly string[];
}

/** The element that has the focus; null when none has. */
export const FOCUS = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const label = element.closest('label');
  // A tick box shows it on the whole of what can be pressed.
  const outlines = [element, label].filter(Boolean).map((one) => getComputedStyle(one));
  const inside = (part) => Math.min(Math.max(part, 1), 100_000);
  const at = document.elementFromPoint(inside(box.left + box.width / 2), inside(box.top + Math.min(box.height / 2, innerHeight / 2)));
  return {
    what: element.localName + ' ' + (element.innerText || element.name || '').trim().slice(0, 40),
    x: Math.round(box.left),
    y: Math.round(box.top + scrollY),
    place: ['header', 'main', 'nav', 'footer'].find((name) => element.closest(name) !== null) ?? 'body',
    outline: Math.max(...outlines.map(({ outlineStyle, outlineWidth }) => (outlineStyle === 'none' ? 0 : parseFloat(outlineWidth)))),
    isSeen: at !== null && (element.contains(at) || at.contains(element) || (label !== null && label.contains(at))),
  };
})()`;

export interface Focus {
  readonly what: string;
  readonly x: number;
  readonly y: number;
  readonly place: string;
  readonly outline: number;
  readonly isSeen: boolean;
}

/** What the browser waits for before it draws anything: styles, and nothing else. */
export const BLOCKING = `(() => {
  const blocking = performance.getEntriesByType('resource').filter(({ renderBlockingStatus }) => renderBlockingStatus === 'blocking');
  return {
    bytes: blocking.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    others: blocking.map(({ name }) => name).filter((name) => !name.endsWith('.css')),
  };
})()`;

export interface Blocking {
  readonly bytes: number;
  readonly others: readonly string[];
}
