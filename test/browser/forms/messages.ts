import assert from 'node:assert/strict';
import type { BusyClub } from '../club/busy-club.ts';

/** A message to one extension, written just now; gives its id. */
export async function writeMessage(
  club: BusyClub,
  wish: { readonly to: string; readonly subject: string; readonly send: boolean },
): Promise<string> {
  const { to, subject, send } = wish;
  const targets = { kind: 'extensions', numbers: [to] };
  const { status, body } = await club.exchange.api('POST', '/messages', {
    subject,
    text: 'Even proberen.',
    targets,
    send,
  });
  assert.equal(status, 201);
  return (body as { readonly id: string }).id;
}

/** In the console. */
export async function pageOfMessage(club: BusyClub, subject: string, send = false): Promise<string> {
  return `/beheer/berichten/${await writeMessage(club, { to: '305', subject, send })}`;
}
