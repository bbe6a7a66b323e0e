import type { CertificateState } from '../../base/certificate.ts';

/** What `doctor` wants to know of the machine; undefined is what the machine does not tell. */
export interface MachineFacts {
  /** For instance `linux-x64`. */
  readonly platform: string;
  readonly availableMemoryBytes: number | undefined;
  /** Of the file system that holds the data folder. */
  readonly freeDiskBytes: number | undefined;
  readonly freeFilesPercent: number | undefined;
  readonly folder: 'good' | 'missing' | 'not-writable' | 'open-to-others';
  /** Names of files in the data folder that others may read or write. */
  readonly filesOpenToOthers: readonly string[];
  readonly database: 'good' | 'broken' | 'missing';
  readonly journalBytes: number;
  readonly openFilesLimit: number | undefined;
  /** The most a socket may ask for. */
  readonly receiveBufferBytes: number | undefined;
  /** A module of the kernel that rewrites SIP. */
  readonly rewritesSip: boolean;
  /** Runs in a container with a network of its own. */
  readonly isBridged: boolean;
  /** Ports of the settings that somebody else uses; asked only while the exchange does not run. */
  readonly portsInUse: readonly string[];
  /** What TLS shows, or will; undefined when nothing speaks TLS or it is not made yet. */
  readonly certificate: CertificateState | undefined;
  /** Whether something keeps the machine's clock right. */
  readonly isClockSynchronised: boolean | undefined;
  /** By the machine's clock. */
  readonly nowMs: number;
}
