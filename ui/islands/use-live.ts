import { useEffect, useRef, useState } from 'preact/hooks';
import { follow, type LiveSource } from './follow.ts';

export interface Live<State> {
  readonly state: State;
  /** The exchange's time, to the second. */
  readonly nowMs: number;
  /** Since something was heard last; undefined before the script took over. */
  readonly ageS: number | undefined;
  readonly isStale: boolean;
  readonly isPaused: boolean;
  /** Who looks may do so no longer. */
  readonly isShut: boolean;
  toggle(): void;
}

const STALE_S = 15;

/** What goes on, from what the server wrote into the page onwards. */
export function useLive<State extends { readonly at: string }>(
  initial: State,
  source: LiveSource,
): Live<State> {
  const [state, setState] = useState(initial);
  const [isPaused, setPaused] = useState(false);
  const [isShut, setShut] = useState(false);
  const [tickMs, setTick] = useState<number>();
  const heardMs = useRef(0);
  const aheadMs = useRef(0);
  useEffect(() => {
    if (isPaused) return;
    heardMs.current = Date.now();
    const leave = follow(source, {
      hear(parts: Partial<State>) {
        heardMs.current = Date.now();
        if (parts.at !== undefined) aheadMs.current = Date.parse(parts.at) - Date.now();
        setShut(false);
        setState((before) => ({ ...before, ...parts }));
      },
      refuse: () => setShut(true),
    });
    const timer = setInterval(() => setTick(Date.now()), 1_000);
    return () => {
      leave();
      clearInterval(timer);
    };
  }, [isPaused]);
  const ageS = tickMs === undefined ? undefined : Math.max(0, Math.round((tickMs - heardMs.current) / 1_000));
  return {
    state,
    nowMs: tickMs === undefined ? Date.parse(state.at) : tickMs + aheadMs.current,
    ageS,
    isStale: !isPaused && (isShut || (ageS ?? 0) >= STALE_S),
    isPaused,
    isShut,
    toggle: () => setPaused(!isPaused),
  };
}

const CALM_MS = 10_000;

/** Text that is read aloud when it changes: not more often than somebody can listen to. */
export function useCalm(text: string): string {
  const [said, setSaid] = useState(text);
  const saidMs = useRef(0);
  useEffect(() => {
    if (text === said) return;
    const say = () => {
      saidMs.current = Date.now();
      setSaid(text);
    };
    const timer = setTimeout(say, Math.max(0, saidMs.current + CALM_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [text, said]);
  return said;
}
