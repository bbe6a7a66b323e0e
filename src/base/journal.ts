/**
 * One stream of facts about what the exchange did: logs, metrics, live pages and call records read it, nothing is
 * steered by it. Extensions are named by number; addresses are in no fact (mission H11).
 */
export type Fact =
  | { readonly kind: 'sip-request'; readonly method: string; readonly status: number }
  | { readonly kind: 'sip-refused'; readonly reason: string; readonly status: number }
  | {
      readonly kind: 'registered';
      readonly extension: string;
      readonly refresh: boolean;
      /** Granted. */
      readonly expiresS: number;
      /** What the phone asked for; undefined when it left the interval to us. */
      readonly askedS: number | undefined;
      /** Names the binding while it lives, and nothing outside. */
      readonly phone: number;
      readonly transport: string;
      readonly userAgent: string;
    }
  | {
      readonly kind: 'unregistered';
      readonly extension: string;
      readonly phone: number;
      readonly cause: 'phone' | 'expired' | 'replaced' | 'administrator';
    }
  /** A registered phone holds its way through a router open. */
  | { readonly kind: 'keep-alive'; readonly extension: string; readonly phone: number }
  /** It stopped to answer what it is asked, or does so again. */
  | { readonly kind: 'phone-silent' | 'phone-answers'; readonly extension: string; readonly phone: number }
  | {
      /** What its router does to its messages, all that is known now. */
      readonly kind: 'router-signs';
      readonly extension: string;
      readonly phone: number;
      readonly signs: readonly RouterSign[];
    }
  | { readonly kind: 'authenticated'; readonly method: string }
  | {
      readonly kind: 'authentication-failed';
      readonly reason: AuthenticationFailure;
      readonly counted: boolean;
      /** Those of the address that count now, this one included. */
      readonly attempts?: number | undefined;
      /** When the user name is that of an extension and its password was compared. */
      readonly extension?: string | undefined;
      readonly userAgent?: string | undefined;
    }
  | {
      readonly kind: 'banned';
      readonly extension: string | undefined;
      readonly cause: 'failures' | 'manual';
      readonly untilMs: number;
    }
  | { readonly kind: 'unbanned'; readonly cause: 'expired' | 'administrator' | 'whitelist' }
  | { readonly kind: 'call-began'; readonly call: string; readonly from: string; readonly to: string }
  | {
      /** The call goes on to another number. */
      readonly kind: 'call-forwarded';
      readonly call: string;
      readonly from: string;
      readonly to: string;
      readonly cause: 'always' | 'busy' | 'no-answer' | 'redirected';
    }
  /** Its two ends go on in another call. */
  | { readonly kind: 'call-transferred'; readonly call: string; readonly into: string }
  /** Someone else than who was called answers. */
  | { readonly kind: 'call-picked-up'; readonly call: string; readonly by: string }
  | { readonly kind: 'call-ringing'; readonly call: string }
  | { readonly kind: 'call-answered'; readonly call: string; readonly setupMs: number }
  | {
      readonly kind: 'call-ended';
      readonly call: string;
      readonly result: CallResult;
      readonly durationMs: number;
    }
  | {
      /** What one phone of a call wants to talk, and what it got. */
      readonly kind: 'media-described';
      readonly call: string;
      readonly extension: string;
      /** An answer names only what it took of an offer. */
      readonly role: 'offer' | 'answer';
      /** In the phone's own order, keys left out. */
      readonly codecs: readonly string[];
      readonly codec: string | undefined;
      /** What the phone at the other end talks where that is something else: the exchange transcodes. */
      readonly farCodec?: string | undefined;
      readonly ptimeMs: number | undefined;
    }
  | {
      /** What a phone wants of SRTP in an offer of its own, whether the offer can be taken or not. */
      readonly kind: 'protection-offered';
      readonly extension: string;
      readonly protection: 'none' | 'optional' | 'required';
    }
  | {
      /** The sound of one phone since the last such fact. Bytes of RTP, without IP and UDP. */
      readonly kind: 'media-measured';
      readonly call: string;
      readonly extension: string;
      readonly overMs: number;
      readonly bytesIn: number;
      readonly bytesOut: number;
      readonly packetsReceived: number;
      readonly packetsLost: number;
      readonly jitterMs: number;
      /** To the phone and back; null when the phone does not report. So is the loss of what was sent to it. */
      readonly roundTripMs: number | null;
      readonly packetsSent: number;
      readonly farLost: number | null;
    }
  | {
      /** How one phone's sound was in a call that is over for it. */
      readonly kind: 'sound-judged';
      readonly call: string;
      readonly extension: string;
      /** 0 to 100, of what the phone sent and of what it was sent; the latter null when it does not report. */
      readonly lossPercent: number;
      readonly farLossPercent: number | null;
      readonly jitterMs: number;
      readonly roundTripMs: number | null;
      /** Mean opinion score, 1 to 4.5 (ITU-T G.107). */
      readonly score: number;
    }
  | {
      readonly kind: 'instruction-given' | 'instruction-closed';
      readonly instruction: string;
    }
  | {
      readonly kind: 'instruction-done' | 'instruction-undone' | 'instruction-overdue';
      readonly instruction: string;
      readonly extension: string;
    }
  | {
      readonly kind: 'suspension-began';
      readonly suspension: string;
      readonly scope: 'all' | readonly string[];
      readonly what: readonly string[];
      readonly untilMs: number | null;
    }
  | {
      readonly kind: 'suspension-ended';
      readonly suspension: string;
      readonly cause: 'expired' | 'administrator';
    }
  | {
      /** Someone who is suspended tried all the same. */
      readonly kind: 'suspended-refused';
      readonly extension: string;
      readonly what: 'register' | 'call' | 'called' | 'conference';
    }
  /** An administrator changed a setting; what to is in the audit log. */
  | { readonly kind: 'setting-changed'; readonly setting: string }
  | {
      readonly kind: 'limit-reached';
      readonly extension: string;
      readonly limit:
        | 'calls'
        | 'new-calls'
        | 'contacts'
        | 'codecs'
        | 'register-interval'
        | 'transport'
        | 'subscriptions'
        | 'publications'
        | 'messages';
    }
  /** A phone wants to see what its holder was not allowed to. */
  | { readonly kind: 'watch-refused'; readonly extension: string; readonly package: string }
  /** A text message, without who wrote what to whom. */
  | { readonly kind: 'message'; readonly result: MessageResult }
  /** What a phone says of its holder has changed. */
  | { readonly kind: 'presence-published'; readonly extension: string }
  | {
      /** The holder or an administrator changed what is done with calls to the extension. */
      readonly kind: 'call-feature-set';
      readonly extension: string;
      readonly feature: string;
      readonly on: boolean;
    }
  | {
      readonly kind: 'conference-joined';
      readonly conference: string;
      readonly extension: string;
      readonly participants: number;
    }
  | {
      readonly kind: 'conference-left';
      readonly conference: string;
      readonly extension: string;
      readonly participants: number;
    }
  | {
      /** Whether the others hear him, at most five times a second; and for how long in all since he joined. */
      readonly kind: 'conference-talking';
      readonly conference: string;
      readonly extension: string;
      readonly talking: boolean;
      readonly talkedMs: number;
    }
  | {
      readonly kind: 'conference-hand';
      readonly conference: string;
      readonly extension: string;
      readonly raised: boolean;
    }
  | {
      readonly kind: 'conference-state';
      readonly conference: string;
      readonly locked: boolean;
      readonly muted: boolean;
    }
  | {
      /** A radio that sits in a conference receives somebody, or transmits. */
      readonly kind: 'radio-receiving' | 'radio-sending';
      readonly radio: string;
      readonly conference: string;
      readonly on: boolean;
    }
  | { readonly kind: 'handler-exception'; readonly where: string; readonly error: unknown }
  | { readonly kind: 'store-degraded'; readonly reason: string }
  | { readonly kind: 'store-recovered' }
  | { readonly kind: 'backup-started'; readonly backup: string; readonly cause: 'nightly' | 'request' }
  | {
      readonly kind: 'backup-finished';
      /** Null for one that was made by the command on the machine. */
      readonly backup: string | null;
      readonly cause: 'nightly' | 'request' | 'command';
      readonly bytes: number;
    }
  | {
      readonly kind: 'backup-failed';
      /** Null when it could not even begin. */
      readonly backup: string | null;
      readonly cause: 'nightly' | 'request';
      readonly reason: string;
    }
  /** A browser, told as its kind and system, is logged in by a call from a phone of the extension. */
  | { readonly kind: 'logged-in-by-phone'; readonly extension: string; readonly browser: string }
  /** A phone came for its settings file. */
  | { readonly kind: 'settings-fetched'; readonly extension: string }
  | { readonly kind: 'directory-issued'; readonly issue: number; readonly entries: number }
  | { readonly kind: 'directory-failed'; readonly issue: number; readonly reason: string }
  /** An administrator wrote to holders, or took that back. */
  | { readonly kind: 'member-message'; readonly message: string; readonly state: 'sent' | 'retracted' }
  /** A holder answered, or asks for help. */
  | { readonly kind: 'member-reply'; readonly reply: string; readonly extension: string }
  | { readonly kind: 'audit-delayed'; readonly reason: string; readonly owed: number };

/**
 * How it shows that a router meddles with SIP: an address it wrote over another, in Via, Contact, Call-ID or the session
 * description; a Call-ID that was not the phone's a moment ago; a request of ours that reached the phone as another; a
 * length that no longer fits; a port that changes all the time; a way that leads in one direction only.
 */
export type RouterSign =
  | 'via-rewritten'
  | 'contact-rewritten'
  | 'call-id-rewritten'
  | 'sdp-rewritten'
  | 'candidates-rewritten'
  | 'call-id-changed'
  | 'echo-changed'
  | 'length-wrong'
  | 'port-changes'
  | 'requests-unanswered';

export type AuthenticationFailure =
  | 'no-credentials'
  | 'unknown-scheme'
  | 'foreign-nonce'
  | 'stale-nonce'
  | 'replayed'
  | 'unknown-user'
  | 'wrong-password'
  | 'not-entitled'
  | 'weak-algorithm'
  | 'malformed';

export type CallResult =
  | 'answered'
  | 'cancelled'
  | 'busy'
  | 'declined'
  | 'no-answer'
  | 'unreachable'
  | 'refused'
  | 'failed'
  | 'vanished'
  | 'transferred'
  | 'ended-by-administrator';

/** `delivered-later`: it had been stored. */
export type MessageResult = 'delivered' | 'stored' | 'delivered-later' | 'expired' | 'refused';

export interface Journal {
  record(fact: Fact): void;
}

/** Fans facts out to readers. A reader that throws is our bug: it is reported as a fact once, never passed on. */
export class FanOutJournal implements Journal {
  #readers: readonly ((fact: Fact) => void)[] = [];

  subscribe(reader: (fact: Fact) => void): () => void {
    this.#readers = [...this.#readers, reader];
    return () => {
      this.#readers = this.#readers.filter((each) => each !== reader);
    };
  }

  record(fact: Fact): void {
    for (const reader of this.#readers) {
      try {
        reader(fact);
      } catch (error) {
        if (fact.kind !== 'handler-exception')
          this.record({ kind: 'handler-exception', where: 'journal', error });
      }
    }
  }
}
