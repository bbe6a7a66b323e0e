import { useEffect } from 'preact/hooks';

export interface PageRefreshProps {
  /** Also without a fact, because durations go on. */
  readonly everyS: number;
  /** Facts of the exchange after which the page is old. */
  readonly events: readonly string[];
}

/** Facts come in crowds: one new page for all of a second. */
const AT_MOST_EVERY_MS = 1_000;

/**
 * Loads the page anew when something happened, as long as nobody is filling in a form: that would be lost. The place
 * on the page stays, because the browser knows a reload for one.
 */
export function PageRefresh({ everyS, events }: PageRefreshProps) {
  useEffect(() => {
    let due: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      due ??= setTimeout(() => {
        due = undefined;
        reloadWhenFree();
      }, AT_MOST_EVERY_MS);
    };
    const timer = setInterval(refresh, everyS * 1000);
    // Who waits for no facts need not be allowed to hear them.
    const source = events.length > 0 ? new EventSource('/api/v1/events') : undefined;
    for (const event of events) source?.addEventListener(event, refresh);
    return () => {
      source?.close();
      clearInterval(timer);
      clearTimeout(due);
    };
  }, []);
  return null;
}

/** Loads the page anew unless that would disturb somebody. */
export function reloadWhenFree(): void {
  if (isFree()) location.reload();
}

/**
 * Nobody looks at another window, nobody types, and nobody reads what a reload would fold away. The answer to a form
 * never is: loading it anew would send the form again, or lose what was refused.
 */
function isFree(): boolean {
  const { hidden, activeElement, documentElement } = document;
  const reading = document.querySelector('main details[open]') !== null;
  const typing = activeElement?.matches('input, select, textarea') ?? false;
  const changed = [...document.querySelectorAll<Field>('main input, main select, main textarea')].some(
    isChanged,
  );
  return !hidden && !typing && !changed && !reading && documentElement.dataset['answers'] === undefined;
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Filled in or chosen since the page came. */
function isChanged(field: Field): boolean {
  if (field instanceof HTMLSelectElement) {
    const options = [...field.options];
    // Where none is marked, a list begins with its first.
    const first = Math.max(
      0,
      options.findLastIndex(({ defaultSelected }) => defaultSelected),
    );
    return field.selectedIndex !== first;
  }
  const isTicked = field.type === 'checkbox' || field.type === 'radio';
  return isTicked && field instanceof HTMLInputElement
    ? field.checked !== field.defaultChecked
    : field.value !== field.defaultValue;
}
