import type { BanRules } from '../policy/ban-book.ts';
import type { CallLimits } from '../policy/limits.ts';
import type { DigestAlgorithm } from '../sip/digest/digest-algorithm.ts';
import type { BackupSettings } from './backups/backups.ts';
import type { SiteFacts } from './console.ts';
import type { DirectorySettings } from './directory/directory.ts';
import type { KeepAliveSettings } from './phones/keep-alive-plan.ts';
import type { VoicemailLimits } from './voicemail/voicemail.ts';

/** What the exchange needs to know of the settings (contract: Settings), already parsed and frozen. */
export interface ExchangeSettings {
  /** SIP domain; also the digest realm of a new installation. */
  readonly domain: string;
  /** Addresses to listen on. */
  readonly bind: readonly string[];
  readonly sipPort: number;
  /** TLS; 0 is off. */
  readonly sipsPort: number;
  readonly sipExtraPorts: readonly number[];
  /** The order in which a challenge offers them. */
  readonly digest: readonly DigestAlgorithm[];
  readonly ban: BanRules;
  /** Networks in CIDR form that are exempt from ban and rate limit. */
  readonly trusted: readonly string[];
  /** undefined lifts every limit. */
  readonly limits: CallLimits | undefined;
  /** Connections that have proved nothing yet, per address and in all (security 2.10). */
  readonly connections: { readonly strangersPerAddress: number; readonly strangers: number };
  /** Security 1.5: registered phones keep working while their address is banned. */
  readonly protectRegisteredFlows: boolean;
  readonly language: 'nl' | 'en';
  /** A name of the IANA time zone database. */
  readonly timeZone: string;
  /** A refused caller hears why; the notice at 112 and 911 is spoken in any case. */
  readonly spokenRefusals: boolean;
  /** How long a registration lasts (RFC 3261 §10.3). */
  readonly registration: { readonly shortestS: number; readonly usualS: number; readonly longestS: number };
  readonly voicemail: VoicemailLimits;
  /** How often ways to phones are kept open from our side; undefined: never, and nobody is asked anything. */
  readonly keepAlive: KeepAliveSettings | undefined;
  readonly version: string;
  readonly backups: BackupSettings;
  readonly directory: Pick<DirectorySettings, 'automaticAt'>;
  readonly site: SiteFacts;
}

/** Which of the machine's addresses a phone can reach us at. */
export interface HostAddresses {
  /** The address to write into SDP, Via and Contact for a phone at `remote`. */
  toward(remote: { readonly family: 'ipv4' | 'ipv6'; readonly address: string }): string;
  /** Whether a host in a SIP URI means this machine. */
  isOurs(host: string): boolean;
}
