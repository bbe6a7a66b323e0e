/** Where what goes on comes from: by itself, and when asked for. */
export interface LiveSource {
  readonly stream: string;
  readonly once: string;
  /** Names of the parts that come one by one. */
  readonly parts: readonly string[];
}

interface Listener {
  /** Some of the parts, or all. */
  hear(parts: object): void;
  /** Who looks may do so no longer. */
  refuse(): void;
}

const LOOK_EVERY_MS = 5_000;
/** The stream beats every 5 s: one that is quiet for longer is none, whatever stands in between. */
const QUIET_MS = 8_000;
const REOPEN_MS = 30_000;
const NOT_ALLOWED: readonly number[] = [401, 403];

/**
 * Keeps a page up to date by server-sent events, and by asking every few seconds where these do not come through. A
 * page that nobody looks at asks for nothing.
 */
export function follow(source: LiveSource, listener: Listener): () => void {
  let stream: EventSource | undefined;
  let openedMs = 0;
  let heardMs = Date.now();
  let isAsking = false;
  let isOver = false;

  const hear = (parts: object) => {
    heardMs = Date.now();
    listener.hear(parts);
  };
  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      const answer = await fetch(source.once, { headers: { accept: 'application/json' } });
      if (isOver) return;
      if (answer.ok) hear(await answer.json());
      else if (NOT_ALLOWED.includes(answer.status)) listener.refuse();
    } catch {
      // Not there at this moment: the page says how old it is.
    } finally {
      isAsking = false;
    }
  };
  const close = () => {
    stream?.close();
    stream = undefined;
  };
  const open = () => {
    close();
    openedMs = Date.now();
    const opened = new EventSource(source.stream);
    stream = opened;
    opened.addEventListener('beat', ({ data }) => hear(JSON.parse(data)));
    for (const part of source.parts) {
      opened.addEventListener(part, ({ data }) => hear({ [part]: JSON.parse(data) }));
    }
    // The browser tries again by itself unless it was refused.
    opened.onerror = () => opened.readyState === EventSource.CLOSED && void ask();
  };
  const look = () => {
    if (stream === undefined) return;
    const nowMs = Date.now();
    if (nowMs - heardMs >= QUIET_MS) void ask();
    if (stream.readyState === EventSource.CLOSED && nowMs - openedMs >= REOPEN_MS) open();
  };
  const onVisibility = () => (document.hidden ? close() : open());

  document.addEventListener('visibilitychange', onVisibility);
  const timer = setInterval(look, LOOK_EVERY_MS);
  if (!document.hidden) open();
  return () => {
    isOver = true;
    close();
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
