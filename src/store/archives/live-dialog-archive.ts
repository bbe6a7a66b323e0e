import type { Transaction } from 'kysely';
import type { Tables } from '../schema.ts';

/** The dialog of one leg of an answered call: enough to end it with BYE after a crash (security §3). */
export interface LiveDialogRecord {
  /** Our tag of the dialog. */
  readonly leg: string;
  readonly call: string;
  readonly flow: LiveFlow;
  readonly dialog: LiveDialog;
}

export interface LiveFlow {
  readonly extension: string;
  readonly transport: 'udp' | 'tcp' | 'tls' | 'ws' | 'wss';
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
}

/** RFC 3261 §12, as far as our own requests need it. */
export interface LiveDialog {
  readonly callId: string;
  readonly remoteTag: string;
  readonly localParty: string;
  readonly remoteParty: string;
  readonly localSequence: number;
  readonly remoteTarget: string;
  readonly routeSet: readonly string[];
}

export type LiveDialogChange =
  | { readonly kind: 'put'; readonly record: LiveDialogRecord }
  | { readonly kind: 'delete'; readonly leg: string };

export async function commitLiveDialogs(
  db: Transaction<Tables>,
  changes: readonly LiveDialogChange[],
): Promise<void> {
  for (const change of changes) {
    if (change.kind === 'delete') {
      await db.deleteFrom('liveDialogs').where('leg', '=', change.leg).execute();
      continue;
    }
    const { leg, call, flow, dialog } = change.record;
    const row = { leg, call, flow: JSON.stringify(flow), dialog: JSON.stringify(dialog) };
    await db
      .insertInto('liveDialogs')
      .values(row)
      .onConflict((conflict) => conflict.column('leg').doUpdateSet(row))
      .execute();
  }
}

export async function listLiveDialogs(db: Transaction<Tables>): Promise<LiveDialogRecord[]> {
  const rows = await db.selectFrom('liveDialogs').selectAll().execute();
  return rows.map(({ leg, call, flow, dialog }) => ({
    leg,
    call,
    flow: JSON.parse(flow) as LiveFlow,
    dialog: JSON.parse(dialog) as LiveDialog,
  }));
}
