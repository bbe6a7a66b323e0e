import { parse, type TomlTable } from 'smol-toml';
import { fail, ok, type Result } from '../base/result.ts';
import { CATALOGUE, SETTING_NAMES, settingNamed } from './catalogue.ts';
import { type Complaint, complain } from './complaint.ts';
import type { Language, Origin, Settings } from './settings.ts';

export interface SettingSources {
  /** By flag name without dashes (`sip-port`) or as a command line parser gives it (`sipPort`). */
  readonly flags: Readonly<Record<string, string | undefined>>;
  /** Of the process; only `HAMVOIP_…` is looked at. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The file's text, undefined when there is none; throws when it is there and cannot be read. */
  readonly readFile: (path: string) => string | undefined;
  /** Runs as a service under systemd: calls get ten minutes to end by default. */
  readonly service?: boolean;
}

export interface LoadedSettings {
  readonly settings: Settings;
  readonly origins: Readonly<Record<keyof Settings, Origin>>;
  /** Every value as it would be written in a file. */
  readonly texts: Readonly<Record<keyof Settings, string>>;
  /** hamvoip.toml, and in which of its lines a setting stands, whether it is used or not. */
  readonly file: { readonly path: string; readonly lines: Readonly<Partial<Record<keyof Settings, number>>> };
}

const SETTINGS_FILE = 'hamvoip.toml';
const ENVIRONMENT_PREFIX = 'HAMVOIP_';
/** Read by commands, and kept out of what `config` shows. */
const NO_SETTINGS: ReadonlySet<string> = new Set(['HAMVOIP_PASSPHRASE']);
const DRAIN_OF_A_SERVICE_S = '600';

/** A value as somebody wrote it, and under which name, for the error line. */
interface Written {
  readonly text: string;
  readonly writtenAs: string;
  readonly origin: Exclude<Origin, 'default' | 'console'>;
}

type Layer = ReadonlyMap<keyof Settings, Written>;

/** Flag over environment over hamvoip.toml over default. An error is one line for people, in the chosen language. */
export function loadSettings(sources: SettingSources): Result<LoadedSettings, string> {
  const flags = readFlags(sources.flags);
  const environment = readEnvironment(sources.environment);
  const layers = [flags, environment].flatMap((layer) => (layer.ok ? [layer.value] : []));
  const folder = strongest('data', layers)?.text ?? CATALOGUE.data.byDefault;
  const path = `${folder}/${SETTINGS_FILE}`;
  let text = '';
  const file = readSettingsFile(path, (of) => {
    text = sources.readFile(of) ?? '';
    return text;
  });
  if (file.ok) layers.push(file.value);
  for (const layer of [flags, environment, file]) {
    if (!layer.ok) return fail(complain(layer.error, language(layers)));
  }
  const place = { path, lines: linesOf(text) };
  const loaded = resolveAll(layers, place, sources.service === true);
  return loaded.ok ? loaded : fail(complain(loaded.error, language(layers)));
}

function readFlags(flags: SettingSources['flags']): Result<Layer, Complaint> {
  const layer = new Map<keyof Settings, Written>();
  for (const [flag, text] of Object.entries(flags)) {
    if (text === undefined) continue;
    const name = settingNamed(flag);
    if (name === undefined) return fail({ kind: 'unknown', writtenAs: `--${flag}`, text, origin: 'flag' });
    layer.set(name, { text, writtenAs: `--${CATALOGUE[name].key}`, origin: 'flag' });
  }
  return ok(layer);
}

function readEnvironment(environment: SettingSources['environment']): Result<Layer, Complaint> {
  const layer = new Map<keyof Settings, Written>();
  for (const [writtenAs, text] of Object.entries(environment)) {
    if (!writtenAs.startsWith(ENVIRONMENT_PREFIX) || NO_SETTINGS.has(writtenAs) || text === undefined)
      continue;
    const name = SETTING_NAMES.find((known) => CATALOGUE[known].variable === writtenAs);
    if (name === undefined) return fail({ kind: 'unknown', writtenAs, text, origin: 'environment' });
    layer.set(name, { text, writtenAs, origin: 'environment' });
  }
  return ok(layer);
}

function readSettingsFile(path: string, readFile: SettingSources['readFile']): Result<Layer, Complaint> {
  const layer = new Map<keyof Settings, Written>();
  const table = parseSettingsFile(path, readFile);
  if (!table.ok) return table;
  for (const [key, value] of Object.entries(table.value)) {
    const writtenAs = `${path}: ${key}`;
    const text = settingText(value);
    const name = settingNamed(key);
    // The file lies in the data folder, so it cannot say where that is.
    if (name === undefined || name === 'data') {
      return fail({ kind: 'unknown', writtenAs, text: text ?? '…', origin: 'file' });
    }
    if (layer.has(name)) return fail({ kind: 'twice', writtenAs });
    if (text === undefined) return fail({ kind: 'bad', name, writtenAs, text: '…' });
    layer.set(name, { text, writtenAs, origin: 'file' });
  }
  return ok(layer);
}

function parseSettingsFile(path: string, readFile: SettingSources['readFile']): Result<TomlTable, Complaint> {
  try {
    return ok(parse(readFile(path) ?? ''));
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return fail({ kind: 'unreadable', path, reason });
  }
}

/** For people who look for a setting: the first line that begins with it. */
function linesOf(text: string): LoadedSettings['file']['lines'] {
  const lines: Partial<Record<keyof Settings, number>> = {};
  for (const [index, line] of text.split('\n').entries()) {
    const [, key] = /^\s*["']?([A-Za-z0-9_-]+)["']?\s*=/.exec(line) ?? [];
    const name = key === undefined ? undefined : settingNamed(key);
    if (name !== undefined) lines[name] ??= index + 1;
  }
  return lines;
}

/** TOML's numbers, booleans and lists in the form an environment variable has. */
function settingText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  if (!Array.isArray(value)) return undefined;
  const parts = value.map((part) => (Array.isArray(part) ? undefined : settingText(part)));
  return parts.every((part) => part !== undefined) ? parts.join(',') : undefined;
}

/** An empty text counts as not written, unless empty means something for this setting. */
function strongest(name: keyof Settings, layers: readonly Layer[]): Written | undefined {
  const mayBeEmpty = CATALOGUE[name].byDefault === '';
  for (const layer of layers) {
    const written = layer.get(name);
    if (written !== undefined && (mayBeEmpty || written.text.trim() !== '')) return written;
  }
  return undefined;
}

function language(layers: readonly Layer[]): Language {
  return strongest('lang', layers)?.text.trim() === 'en' ? 'en' : 'nl';
}

function resolveAll(
  layers: readonly Layer[],
  file: LoadedSettings['file'],
  service: boolean,
): Result<LoadedSettings, Complaint> {
  const values: Partial<Record<keyof Settings, unknown>> = {};
  const origins: Partial<Record<keyof Settings, Origin>> = {};
  const texts: Partial<Record<keyof Settings, string>> = {};
  for (const name of SETTING_NAMES) {
    const written = strongest(name, layers);
    const byDefault = name === 'drainMs' && service ? DRAIN_OF_A_SERVICE_S : CATALOGUE[name].byDefault;
    const text = (written?.text ?? byDefault).trim();
    const read = CATALOGUE[name].schema.safeParse(text);
    if (!read.success) return fail({ kind: 'bad', name, writtenAs: written?.writtenAs ?? name, text });
    values[name] = freeze(read.data);
    origins[name] = written?.origin ?? 'default';
    texts[name] = text;
  }
  const loaded = { settings: values, origins, texts, file } as unknown as LoadedSettings;
  for (const part of Object.values(loaded)) Object.freeze(part);
  return checkPorts(loaded.settings) ?? checkKey(loaded.settings) ?? ok(Object.freeze(loaded));
}

function freeze(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Object.freeze(value) : value;
}

/** SIP and web cannot share a TCP port; the system's own complaint would name only the number. */
function checkPorts(settings: Settings): Result<never, Complaint> | undefined {
  const { sipPort, sipExtraPorts, sipsPort, httpPort } = settings;
  const ports = [sipPort, ...sipExtraPorts, sipsPort, httpPort].filter((port) => port !== 0);
  const same = ports.find((port, index) => ports.indexOf(port) < index);
  return same === undefined ? undefined : fail({ kind: 'port-shared', port: same });
}

/** A key alone would be left unused without a word, and a certificate made in its place. */
function checkKey({ tlsCertificate, tlsKey }: Settings): Result<never, Complaint> | undefined {
  if (tlsKey === undefined || tlsCertificate !== undefined) return undefined;
  return fail({ kind: 'bad', name: 'tlsKey', writtenAs: CATALOGUE.tlsKey.variable, text: tlsKey });
}
