import type { LiveDialog, LiveFlow } from './archives/live-dialog-archive.ts';

/** What is kept of what phones tell and ask beyond calls: who may watch whom, subscriptions, presence, messages. */

/** Who an extension lets watch it: numbers of extensions, or everyone. Nobody at all is not kept. */
export interface WatchersRecord {
  readonly extension: string;
  readonly everyone: boolean;
  readonly watchers: readonly string[];
}

/** A subscription of RFC 6665: its dialog, and the way to the phone. */
export interface SubscriptionRecord {
  /** Our tag of the dialog. */
  readonly tag: string;
  /** Number of the extension that watches. */
  readonly extension: string;
  readonly package: string;
  readonly eventId: string | null;
  /** What is watched: a number. */
  readonly resource: string;
  readonly flow: LiveFlow;
  readonly dialog: LiveDialog;
  /** Of the last document. */
  readonly version: number;
  readonly expiresAtMs: number;
}

/** What a phone published of its holder (RFC 3903), as far as it was understood. */
export interface PublicationRecord {
  readonly extension: string;
  readonly etag: string;
  readonly basic: 'open' | 'closed';
  readonly activity: string | null;
  readonly expiresAtMs: number;
}

/** A text message that waits for a phone of its recipient. */
export interface StoredMessageRecord {
  /** Rises from message to message: the order in which they are delivered. */
  readonly sequence: number;
  readonly sender: string;
  readonly recipient: string;
  readonly text: string;
  readonly sentAtMs: number;
  readonly expiresAtMs: number;
}

/** What is known of a stored message without reading it. */
export type StoredMessageNote = Omit<StoredMessageRecord, 'text'>;

export type EventChange =
  | { readonly kind: 'put-subscription'; readonly record: SubscriptionRecord }
  | { readonly kind: 'delete-subscription'; readonly tag: string }
  | { readonly kind: 'put-publication'; readonly record: PublicationRecord }
  | { readonly kind: 'delete-publication'; readonly etag: string }
  | { readonly kind: 'delete-message'; readonly sequence: number };

/** Everything of it that the exchange keeps in memory. */
export interface EventSnapshot {
  readonly watchers: readonly WatchersRecord[];
  readonly subscriptions: readonly SubscriptionRecord[];
  readonly publications: readonly PublicationRecord[];
  /** In their order. */
  readonly messages: readonly StoredMessageNote[];
}

export interface EventStore {
  /** In place of what was there for the extension. */
  putWatchers(record: WatchersRecord): Promise<void>;
  /** One transaction for all changes. */
  commitEvents(changes: readonly EventChange[]): Promise<void>;
  putMessage(record: StoredMessageRecord): Promise<void>;
  /** For one recipient, in their order; those that are too old are left out. */
  listMessages(recipient: string): Promise<readonly StoredMessageRecord[]>;
}
