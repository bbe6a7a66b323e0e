import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { Log, LogFields } from '../base/log.ts';

/** Kept back for a reader that is slow; lines beyond it are lost rather than the memory of the exchange. */
const LONGEST_BACKLOG_BYTES = 4 * 1024 * 1024;
/** A line for machines may wait so long for others: a write a line costs more than the line. */
const FLUSH_EVERY_MS = 500;

/** Names under which a person or an address could slip into a field (mission H6, H11). */
const PRIVATE_FIELD =
  /^(ip|host|email|name|.*(address|remote|callsign|username|displayname|contact|useragent))$/i;

export interface NodeLogOptions {
  /** `lines`: one readable line each, for a terminal; `json`: one object each, for machines. */
  readonly format: 'json' | 'lines';
  /** File descriptor; 2, standard error, unless told otherwise. */
  readonly descriptor?: number;
}

/** The log of the process. `flush` before an exit, else the last lines may be missing. */
export interface NodeLog extends Log {
  flush(): void;
}

export function openNodeLog({ format, descriptor = 2 }: NodeLogOptions): NodeLog {
  const buffered = format === 'json' ? { minLength: 4096, periodicFlush: FLUSH_EVERY_MS } : {};
  const stream = destination({ fd: descriptor, sync: false, maxLength: LONGEST_BACKLOG_BYTES, ...buffered });
  // A reader that went away must not take the exchange with it.
  stream.on('error', () => {});
  const log = format === 'json' ? jsonLog(stream) : lineLog(stream, () => new Date());
  return { ...log, flush: () => flushQuietly(() => stream.flushSync()) };
}

function flushQuietly(flush: () => void): void {
  try {
    flush();
  } catch {
    // The descriptor is closed or full: there is nobody left to tell.
  }
}

export function jsonLog(stream: DestinationStream): Log {
  const logger: Logger = pino(
    {
      base: null,
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    stream,
  );
  return {
    info: (message, fields) => logger.info(publicFields(fields), message),
    warn: (message, fields) => logger.warn(publicFields(fields), message),
    error: (message, fields) => logger.error(publicFields(fields), message),
  };
}

/** `20.14.03 ! message  key=value`. */
export function lineLog(stream: DestinationStream, wallTime: () => Date): Log {
  const write = (mark: string, message: string, fields: LogFields | undefined) => {
    const time = wallTime().toTimeString().slice(0, 8).replaceAll(':', '.');
    stream.write(`${[`${time}${mark} ${printable(message)}`, ...readableFields(fields)].join('  ')}\n`);
  };
  return {
    info: (message, fields) => write('', message, fields),
    warn: (message, fields) => write(' !', message, fields),
    error: (message, fields) => write(' ✕', message, fields),
  };
}

function publicFields(fields: LogFields = {}): LogFields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !PRIVATE_FIELD.test(name)));
}

function readableFields(fields: LogFields | undefined): string[] {
  return Object.entries(publicFields(fields))
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${printable(String(value))}`);
}

/** What a phone sent may be in a field: no control character reaches the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
}
