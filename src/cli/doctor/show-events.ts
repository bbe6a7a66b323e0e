import type { OwnEvent } from '../../web/contract/own.ts';
import type { CommandContext } from '../command-context.ts';

/** What the phones of an extension did, the newest first. */
export function showEvents(context: CommandContext, events: readonly OwnEvent[]): void {
  const { terminal, words } = context;
  const { title, none } = words.doctor.events;
  terminal.line(` ${title}`);
  if (events.length === 0) return terminal.line(`  ${none}`);
  terminal.facts(events.map(({ at, text }) => [context.time(at), text[words.language]]));
}

export function eventsAsJson({ words }: CommandContext, events: readonly OwnEvent[]): readonly object[] {
  return events.map(({ at, code, values, text }) => ({ at, code, values, text: text[words.language] }));
}
