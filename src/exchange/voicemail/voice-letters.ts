import { type LocalTime, localTime } from '../../base/local-time.ts';
import type { VoiceMessageRecord, VoiceSound } from '../../store/voicemail-store.ts';
import { voiceLetter } from '../mail/letters.ts';
import type { Attached } from '../mail/outbox.ts';
import type { Site } from '../site.ts';
import type { Extensions } from '../tables/directory-tables.ts';
import type { Languages } from '../tables/languages.ts';
import type { Voicemail } from './voicemail.ts';

export interface VoiceLetterParts {
  readonly voicemail: Voicemail;
  readonly extensions: Pick<Extensions, 'get'>;
  readonly languages: Languages;
  readonly site: Pick<Site, 'settings' | 'ledger' | 'outbox'>;
  readonly timeZone: string;
  /** A WAV file of the sound. */
  readonly makeFile: (sound: VoiceSound) => Promise<Uint8Array>;
}

/** From now on voice messages go by mail, too, to who wants it. They stay in the mailbox. */
export function mailVoiceMessages(parts: VoiceLetterParts): void {
  parts.voicemail.onMessage = (message) => void write(parts, message);
  parts.site.outbox.attach = (id) => attach(parts, id);
}

async function write(parts: VoiceLetterParts, message: VoiceMessageRecord): Promise<void> {
  const { voicemail, extensions, languages, site, timeZone } = parts;
  const { extension, caller, receivedAtMs, durationMs } = message;
  const recipient = extensions.get(extension)?.email;
  if (!voicemail.settingsOf(extension).byMail || recipient == null || site.outbox.isFull) return;
  const text = voiceLetter(languages.of(extension), site.settings.url, {
    extension,
    caller: caller === null ? null : { number: caller, callsign: extensions.get(caller)?.callsign ?? '' },
    time: localTime(receivedAtMs, timeZone),
    seconds: Math.round(durationMs / 1000),
  });
  const letter = { recipient, ...text, topic: 'voicemail', extension, voiceMessage: message.id };
  const posted = await site.ledger.commit(site.outbox.post(letter));
  if (posted.ok) site.outbox.kick();
}

async function attach({ voicemail, makeFile, timeZone }: VoiceLetterParts, id: number): Promise<Attached> {
  const message = voicemail.find(id);
  if (message === undefined) return 'gone';
  const sound = await voicemail.sound(message);
  const bytes = sound && (await makeFile(sound).catch(() => undefined));
  if (bytes === undefined) return 'later';
  return { name: voiceFileName(localTime(message.receivedAtMs, timeZone)), type: 'audio/wav', bytes };
}

/** `2026-11-27-1405.wav` */
export function voiceFileName({ year, month, day, hour, minute }: LocalTime): string {
  const two = (value: number): string => `${value}`.padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}-${two(hour)}${two(minute)}.wav`;
}
