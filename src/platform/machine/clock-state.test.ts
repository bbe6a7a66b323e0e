import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askKernel, isClockSynchronised } from './clock-state.ts';

const STA_PLL = 0x01;
const STA_UNSYNC = 0x40;

/** A kernel that says this of its clock. */
function kernel(status: number, answer: number) {
  const buffer = new ArrayBuffer(208);
  return {
    allocate: () => ({ buffer, address: 1 }),
    adjtimex: () => {
      assert.equal(new DataView(buffer).getUint32(0, true), 0, 'nothing is to be set');
      new DataView(buffer).setInt32(40, status, true);
      return answer;
    },
  };
}

describe('the state of the clock', () => {
  it('is right when the kernel says nothing else', () => {
    assert.equal(askKernel(kernel(STA_PLL, 0)), true);
  });

  it('is wrong when nobody keeps it', () => {
    assert.equal(askKernel(kernel(STA_PLL | STA_UNSYNC, 5)), false);
  });

  it('is not known where a container may not ask', () => {
    assert.equal(askKernel(kernel(0, -1)), undefined);
  });

  it('is asked of this machine as well', async () => {
    assert.ok([true, false, undefined].includes(await isClockSynchronised()));
  });
});
