import assert from 'node:assert/strict';
import { RtpPacket } from '../../src/rtp/packet.ts';
import { readRtcp } from '../../src/rtp/rtcp.ts';
import { TelephoneEventReader } from '../../src/rtp/telephone-event.ts';
import { UsrpPacket, writeUsrpVoice } from '../../src/rtp/usrp.ts';
import type { FuzzTarget } from '../target.ts';

const packet = new RtpPacket();
const radio = new UsrpPacket();
const keys = new TelephoneEventReader((digit, durationMs) => {
  assert.match(digit, /^[0-9*#A-D]$/);
  assert.ok(durationMs >= 0 && Number.isFinite(durationMs));
});
let nowMs = 0;

/** Whatever arrives at a port for sound, or for a radio: windows within the bytes, reports with sane numbers. */
export const RTP: FuzzTarget = { name: 'rtp', seeds: seeds(), run };

function seeds(): Uint8Array[] {
  const sound = Buffer.concat([Buffer.from('80080001000000a012345678', 'hex'), Buffer.alloc(160, 0xd5)]);
  const event = Buffer.from('80e50002000000a012345678058a0140', 'hex');
  const extended = Buffer.from(
    'b2080003000000a01234567800000001000000020bede000100000020102030405060708ff000003',
    'hex',
  );
  const report = Buffer.from(
    '81c8000c12345678aaaaaaaabbbbbbbb000000a00000000100000064123456780500000700000010000000050000000a0000000b81ca0003123456780104616263640000',
    'hex',
  );
  const bye = Buffer.from('80c900011234567881cb000112345678', 'hex');
  return [sound, event, extended, report, bye, writeUsrpVoice(7, new Int16Array(160))];
}

function run(input: Uint8Array): void {
  nowMs += 20;
  if (packet.read(input)) {
    const { payloadStart, payloadEnd } = packet;
    assert.ok(payloadStart >= 12 && payloadStart <= payloadEnd && payloadEnd <= input.length);
    keys.receive(packet, 8000, nowMs);
    keys.expire(nowMs);
  }
  if (radio.read(input)) assert.ok(radio.isVoice || !(radio.keyed || radio.hasVoice));
  const facts = readRtcp(input);
  if (!facts) return;
  for (const { ssrc, fractionLost, jitter } of facts.reports)
    assert.ok(ssrc >= 0 && fractionLost >= 0 && fractionLost <= 255 && jitter >= 0);
  assert.ok((facts.cname?.length ?? 0) <= 255);
}
