import { ULAW } from './g711.ts';

/**
 * USRP, the UDP protocol of AllStarLink's chan_usrp and of DVSwitch. Numbers are in network order, samples are not. The
 * type is in either: chan_usrp writes 0 alone, DVSwitch what its machine has, low byte first.
 *
 *  0      4      8       12     16         20    24     28        32
 *  +------+------+-------+------+----------+-----+------+---------+----------------
 *  | USRP |  seq | memory| keyup| talkgroup| type| mpxid| reserved| 160 × 16-bit PCM
 *  +------+------+-------+------+----------+-----+------+---------+----------------
 *
 * The last packet of a transmission has keyup 0 and mostly no sound. Other types than voice (keys, text, pings, commands)
 * say nothing of the transmitter, whatever their keyup is. In a text DVSwitch tells who begins to talk:
 *
 *  +---+--------+--------+-------------+-----------+------+--------------+-------------------
 *  | 8 | length | DMR id | repeater id | talkgroup | slot | colour code  | call sign, zero
 *  +---+--------+--------+-------------+-----------+------+--------------+-------------------
 *    1   1        3        4             3           1      1
 */

const HEADER_BYTES = 32;
/** Of 20 ms at 8 kHz. */
export const USRP_SAMPLES = 160;
const VOICE_BYTES = HEADER_BYTES + 2 * USRP_SAMPLES;
const ULAW_BYTES = HEADER_BYTES + USRP_SAMPLES;
const EYE = 0x55535250;
const VOICE = 0;
const TEXT = 2;
const VOICE_ULAW = 6;
const SET_INFO = 8;
const CALLSIGN_AT = HEADER_BYTES + 14;
const LONGEST_TEXT = 200;
/** By itself, or with a name in JSON; what is longer or otherwise is no call sign. */
const CALLSIGN = /^(?:\{.*"call"\s*:\s*")?([A-Za-z0-9/-]{3,16})(?:"|$)/;

/** One packet, read in place: the fields hold until the next. */
export class UsrpPacket {
  sequence = 0;
  /** It is about the transmitter; if not, it only shows that the peer is there. */
  isVoice = false;
  keyed = false;
  /** False: there is nothing to be heard in it. */
  hasVoice = false;
  /** The call sign of who begins to talk; undefined in packets that do not tell. */
  talker: string | undefined;
  readonly samples = new Int16Array(USRP_SAMPLES);

  /** False for what is no USRP. */
  read(bytes: Uint8Array): boolean {
    if (bytes.length < HEADER_BYTES) return false;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (view.getUint32(0) !== EYE) return false;
    const type = typeOf(view);
    this.sequence = view.getUint32(4);
    this.talker = type === TEXT ? talkerIn(bytes) : undefined;
    this.isVoice = type === VOICE || type === VOICE_ULAW;
    this.keyed = this.isVoice && view.getUint32(12) !== 0;
    this.hasVoice = this.isVoice && bytes.length >= (type === VOICE ? VOICE_BYTES : ULAW_BYTES);
    if (!this.hasVoice) return true;
    if (type === VOICE_ULAW) ULAW.decode(bytes, HEADER_BYTES, USRP_SAMPLES, this.samples, 0);
    else for (let i = 0; i < USRP_SAMPLES; i++) this.samples[i] = view.getInt16(HEADER_BYTES + 2 * i, true);
    return true;
  }
}

function talkerIn(bytes: Uint8Array): string | undefined {
  if (bytes[HEADER_BYTES] !== SET_INFO) return undefined;
  const end = Math.min(bytes.length, CALLSIGN_AT + LONGEST_TEXT);
  let text = '';
  for (let at = CALLSIGN_AT; at < end && bytes[at] !== 0; at++)
    text += String.fromCharCode(bytes[at] as number);
  return CALLSIGN.exec(text)?.[1]?.toUpperCase();
}

function typeOf(view: DataView): number {
  const type = view.getUint32(20);
  return type > 0xff_ff_ff ? view.getUint32(20, true) : type;
}

/** 20 ms of sound while the transmitter is keyed. */
export function writeUsrpVoice(sequence: number, samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(VOICE_BYTES);
  const view = header(bytes, sequence, true);
  for (let i = 0; i < USRP_SAMPLES; i++) view.setInt16(HEADER_BYTES + 2 * i, samples[i] as number, true);
  return bytes;
}

/** The end of a transmission. */
export function writeUsrpUnkey(sequence: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  header(bytes, sequence, false);
  return bytes;
}

function header(bytes: Uint8Array, sequence: number, keyed: boolean): DataView {
  const view = new DataView(bytes.buffer);
  view.setUint32(0, EYE);
  view.setUint32(4, sequence >>> 0);
  view.setUint32(12, keyed ? 1 : 0);
  return view;
}
