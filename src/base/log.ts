/** Where people read what happened. Fields never hold an IP address, a name or a call sign (mission H6, H11). */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export const SILENT_LOG: Log = { info() {}, warn() {}, error() {} };
