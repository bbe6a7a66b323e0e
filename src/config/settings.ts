import type { Limits } from './limits.ts';

export type Language = 'nl' | 'en';

export interface SmtpServer {
  /** TLS from the first byte; otherwise STARTTLS, which the server must offer unless it is on this machine. */
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** Undefined: no log-in. */
  readonly user: string | undefined;
}

/** Everything that can be set, read once at start and frozen. Durations in milliseconds. */
export interface Settings {
  /** The data folder, as given. */
  readonly data: string;
  /** SIP domain and digest realm; undefined means the machine's main address. */
  readonly domain: string | undefined;
  /** Numeric addresses to listen on, at least one. */
  readonly bind: readonly string[];
  /** Written into SDP and Contact instead of the interface's own address, per family. */
  readonly publicAddress: { readonly ipv4: string | undefined; readonly ipv6: string | undefined };
  /** UDP and TCP; 0 is off. */
  readonly sipPort: number;
  /** TLS; 0 is off. */
  readonly sipsPort: number;
  /** Further UDP and TCP ports. */
  readonly sipExtraPorts: readonly number[];
  /** Certificate chain in PEM; undefined: one is made, in the data folder. */
  readonly tlsCertificate: string | undefined;
  /** Its key in PEM; undefined: in the same file. */
  readonly tlsKey: string | undefined;
  /** 0 is off. */
  readonly httpPort: number;
  /** Where people find the pages, with a slash at its end; undefined: by the name or address and the web port. */
  readonly webUrl: string | undefined;
  /** Where mail is handed in; undefined: mail waits. */
  readonly smtp: SmtpServer | undefined;
  /** File with the password for it; empty: none is asked for. */
  readonly smtpPasswordFile: string;
  /** Who mail comes from; empty: the user name of `smtp`. */
  readonly mailFrom: string;
  /** The web port speaks HTTPS, with the certificate of SIP. */
  readonly https: boolean;
  /** Web pages of others that may connect phones: `https://club.example`, `*` for all. */
  readonly webOrigins: readonly string[];
  /** Networks of web proxies, in CIDR form: what they say about where a request comes from is believed. */
  readonly proxies: readonly string[];
  /** Both ends belong to it. */
  readonly rtpPorts: { readonly first: number; readonly last: number };
  /** Undefined is off. */
  readonly metrics: { readonly address: string; readonly port: number } | undefined;
  /** Always empty: SQLite in the data folder. */
  readonly databaseUrl: '';
  /** The order in which a challenge offers them. */
  readonly digest: readonly ('MD5' | 'SHA-256')[];
  readonly ban: { readonly attempts: number; readonly windowMs: number; readonly banMs: number };
  /** So many banned /64 of one IPv6 /56 ban the /56; 0: never. */
  readonly banSite: number;
  /** Networks in CIDR form, without ban and rate limit. */
  readonly trusted: readonly string[];
  readonly limits: Limits;
  readonly lang: Language;
  /** A name of the IANA time zone database. */
  readonly timeZone: string;
  /** What the club calls its exchange. */
  readonly club: string | undefined;
  /** Mail address for questions, on every page. */
  readonly contact: string | undefined;
  /** A refused caller hears why. */
  readonly spokenRefusals: boolean;
  /** Members may log in on the site with a call from their phone. */
  readonly phoneLogin: boolean;
  /** How long a registration may last: what is shorter is refused, what is longer cut. */
  readonly registration: { readonly shortestS: number; readonly usualS: number; readonly longestS: number };
  /** From which ranges numbers are proposed; any other free number may be given. */
  readonly numbers: {
    readonly extensions: { readonly first: number; readonly last: number };
    readonly conferences: { readonly first: number; readonly last: number };
  };
  readonly voicemail: { readonly messages: number; readonly longestMs: number; readonly keptMs: number };
  /** How often ways to phones are kept open from our side; undefined is never. */
  readonly keepAlive: { readonly natMs: number; readonly directMs: number } | undefined;
  /** File with the passphrase of the nightly backups; empty: none are made. */
  readonly backupPassphraseFile: string;
  /** How many backups of each kind stay in the data folder. */
  readonly backupKeep: number;
  /** Local time of the nightly backup. */
  readonly backupAt: { readonly hour: number; readonly minute: number };
  /** Local time of the new issue of a directory that changed; undefined: by hand only. */
  readonly directoryAt: { readonly hour: number; readonly minute: number } | undefined;
  /** How long running calls may go on after SIGTERM. */
  readonly drainMs: number;
  /** A ban does not cut off the refresh of a binding from its own flow (security 1.5). */
  readonly protectRegisteredFlows: boolean;
  /** Banned addresses are dropped by the kernel, too, through nftables. */
  readonly kernelDrop: boolean;
  /** Threads that own the RTP sockets. */
  readonly mediaWorkers: number;
  /** Datagrams in batches where the machine can, or always by node:dgram. */
  readonly sockets: 'auto' | 'dgram';
}

/** Where a value came from, the strongest first. */
export type Origin = 'flag' | 'environment' | 'console' | 'file' | 'default';
