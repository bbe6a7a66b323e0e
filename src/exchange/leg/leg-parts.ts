import type { Clock } from '../../base/clock.ts';
import type { Journal } from '../../base/journal.ts';
import type { Random } from '../../base/random.ts';
import type { MediaPlane } from '../../media/media-plane.ts';
import type { HostAddresses } from '../settings.ts';
import type { DialogTable } from './dialog-table.ts';
import type { InviteTransactions } from './incoming-invite.ts';
import type { LiveDialogs } from './live-dialogs.ts';
import type { OutgoingTransactions } from './outgoing-invite.ts';

/** What a leg needs from the exchange. */
export interface LegParts {
  readonly transactions: InviteTransactions & OutgoingTransactions;
  readonly dialogs: DialogTable;
  readonly media: MediaPlane;
  readonly hosts: HostAddresses;
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly live: Pick<LiveDialogs, 'keep' | 'drop'>;
}
