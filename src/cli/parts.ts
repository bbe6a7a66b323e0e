import type { CertificateState } from '../base/certificate.ts';
import type { Result } from '../base/result.ts';
import type { LoadedSettings } from '../config/load-settings.ts';
import type { BackupTool } from './backup-tool.ts';
import type { DemoTool } from './demo-tool.ts';
import type { MachineFacts } from './doctor/machine-facts.ts';
import type { Mend } from './doctor/mends.ts';
import type { StartFailure } from './failure.ts';

/** Everything the command line needs of the world. The composition root passes it in. */
export interface CliParts {
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Whether a person reads along; colours are for them only. */
  readonly isTerminal: boolean;
  /** Whether a person reads stderr along; progress is drawn for them only. */
  readonly isErrorTerminal?: boolean;
  /** Of the machine when left out. */
  readonly timeZone?: string;
  /** What takes the place of a domain that is not set. */
  readonly mainAddress?: string;
  /** Runs as a service under systemd. */
  readonly service?: boolean;
  /** Undefined when there is no such file; throws when it cannot be read. */
  readFile(path: string): string | undefined;
  /** The same for what is not text. */
  readBytes(path: string): Promise<Uint8Array | undefined>;
  /** Settles when the exchange serves, or cannot. May also reject with `SocketError` or `StoreError`. */
  startExchange(loaded: LoadedSettings): Promise<Result<RunningExchange, StartFailure>>;
  /** The API on the store of an exchange that does not run. May reject like `startExchange`. */
  openOffline(loaded: LoadedSettings): Promise<Result<OfflineExchange, StartFailure>>;
  /** Whether there is an exchange's database; to ask for it makes none. */
  hasDatabase(loaded: LoadedSettings): boolean;
  readonly backups: BackupTool;
  readonly demo: DemoTool;
  /** What there is to know of the machine; `isRunning`: its ports are the exchange's own. */
  examineMachine(loaded: LoadedSettings, isRunning: boolean): Promise<MachineFacts>;
  /** Mends one thing of the machine; whether it is mended now. */
  mendMachine(loaded: LoadedSettings, mend: Mend): Promise<boolean>;
  /** Asks the exchange that runs; undefined when nobody listens. `body` and the answer are JSON values, or a body is a WAV file. */
  controlRequest(
    socketPath: string,
    method: ApiMethod,
    path: string,
    body: unknown,
  ): Promise<{ readonly status: number; readonly body: unknown } | undefined>;
}

export interface Output {
  write(text: string): unknown;
}

export type ApiMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface OfflineExchange {
  readonly api: InjectableApi;
  close(): Promise<void>;
}

/** What is needed of a `FastifyInstance`. */
export interface InjectableApi {
  inject(request: {
    method: ApiMethod;
    url: string;
    headers: Record<string, string>;
    payload?: string | Buffer;
  }): Promise<{ readonly statusCode: number; readonly body: string }>;
}

export interface RunningExchange {
  readonly facts: StartFacts;
  /** Settles with the exit code when the exchange has stopped. */
  readonly stopped: Promise<number>;
}

/** What the start card shows. */
export interface StartFacts {
  readonly domain: string;
  /** Where phones register: the domain when it is a name or address that was set, else the machine's main address. */
  readonly sipAddress: string;
  /** UDP and TCP; the first is the main one. Empty when SIP is off. */
  readonly sipPorts: readonly number[];
  /** TLS; undefined when it is off. */
  readonly sipsPort: number | undefined;
  /** What TLS shows; undefined when nothing speaks TLS. */
  readonly certificate: CertificateState | undefined;
  /** Without a port in it when it is off. */
  readonly webUrl: string | undefined;
  readonly rtpPorts: { readonly first: number; readonly last: number };
  /** `address:port`. */
  readonly metrics: string | undefined;
  /** Absolute. */
  readonly dataFolder: string;
  /** Which sockets carry SIP and sound, for instance `node:dgram`. */
  readonly socketBackend: string;
  readonly extensions: number;
  readonly conferences: number;
  readonly whitelistEntries: number;
  readonly readyAfterMs: number;
  /** Makes the first administrator; undefined when there is one, or no web to open it with. */
  readonly setupLink:
    | {
        readonly url: string;
        readonly endsAt: string;
        /** It is opened over the internet, where the site takes no password without HTTPS. */
        readonly needsTunnel: boolean;
      }
    | undefined;
}
