/** Every row of security §3 and the tests that show it. A test of these makes sure that each of them is there. */

export interface Proof {
  readonly file: string;
  /** The name of the test, or its beginning. */
  readonly test: string;
}

export interface FaultRow {
  readonly fault: string;
  readonly holds: string;
  readonly proofs: readonly Proof[];
}

function proof(file: string, test: string): Proof {
  return { file, test };
}

export const FAULT_ROWS: readonly FaultRow[] = [
  {
    fault: '`kill -9` amid writes',
    holds:
      'Of 20 kills none loses a registration, a ban or a change of an administrator that was acknowledged; the database opens clean; from start to answer less than 2 s on an idle machine',
    proofs: [
      proof('test/faults/kill.test.ts', '20 kills amid writes'),
      proof('test/peers/kill.test.ts', 'loses no registration that got its 200'),
      proof('src/store/store-kill.test.ts', 'no acknowledged write is lost and no batch is torn'),
    ],
  },
  {
    fault: 'Restart with registered phones',
    holds:
      'UDP phones are called at once, without registering again; the others are unreachable at once (480) until they are back',
    proofs: [
      proof('test/peers/kill.test.ts', 'reaches a UDP phone at the first INVITE'),
      proof('test/scenario/restart.test.ts', 'a UDP phone is called at once, without registering again'),
      proof(
        'test/scenario/restart.test.ts',
        'a TCP phone that has not come back is told unreachable at once',
      ),
    ],
  },
  {
    fault: 'Half-open calls after a crash',
    holds: 'Both phones get BYE within 5 s of the restart',
    proofs: [
      proof('test/faults/kill.test.ts', 'killed in a call: both phones get BYE within 5 s'),
      proof('test/scenario/crash.test.ts', 'two hundred calls that were cut off all have their BYE'),
    ],
  },
  {
    fault: 'Graceful stop, upgrade',
    holds:
      'New calls get 503 with Retry-After, running ones end by themselves or by BYE; exit 0 within 15 s; a phone that asks in the pause is answered by the next start; a stop in the middle of a start is orderly, too',
    proofs: [
      proof('test/faults/stop.test.ts', 'a stop waits for the running call'),
      proof('test/faults/stop.test.ts', 'a stop without waiting ends the calls with BYE'),
      proof('test/faults/stop.test.ts', 'asked to stop at any moment of its start'),
      proof('src/store/migrate.test.ts', 'becomes one of today, with everything it held'),
    ],
  },
  {
    fault: 'Disk full, read-only',
    holds:
      'Phones register and call from memory, the health says so, changes are refused with a reason, nothing is damaged, and it mends by itself',
    proofs: [
      proof('test/faults/store.test.ts', 'on a full disk phones register and call'),
      proof(
        'src/store/sqlite-store.test.ts',
        'a file that cannot be written is `read-only`, and still loads',
      ),
      proof('test/peers/bad-input.test.ts', 'is over by itself when there is room again'),
      proof(
        'test/scenario/store.test.ts',
        'phones register and call, it is reported, and it mends by itself',
      ),
    ],
  },
  {
    fault: 'Database locked',
    holds: 'No challenge and no call waits; registrations do, at most 10,000, and are kept',
    proofs: [
      proof('test/faults/store.test.ts', 'a locked database holds up no challenge and no call'),
      proof('src/store/thread/store-thread.test.ts', 'what waits for a disk that hangs is bounded'),
    ],
  },
  {
    fault: 'Clock jump of a day, either way',
    holds: 'No ban, registration, nonce or suspension ends early or late by more than a moment',
    proofs: [
      proof(
        'test/scenario/ban-time.test.ts',
        'a jump of the wall clock by a day neither frees nor prolongs a running ban',
      ),
      proof(
        'test/scenario/registration.test.ts',
        'a jump of the wall clock by a day neither ends nor prolongs',
      ),
      proof('test/scenario/suspension.test.ts', 'a wall clock that jumps over the end of a suspension'),
      proof('test/scenario/instructions.test.ts', 'a wall clock that jumps neither hastens nor stops'),
    ],
  },
  {
    fault: 'Standstill of the event loop',
    holds:
      'Half a second of it loses less than 1 % of the sound; a small receive buffer is told at the start',
    proofs: [
      proof('test/faults/event-loop.test.ts', 'half a second of standstill loses less than 1 %'),
      proof('src/platform/sockets/node-network.test.ts', 'receive buffer'),
    ],
  },
  {
    fault: 'Packet loss, jitter, repetition',
    holds: '200 of 200 registrations and calls at 5 % and at 15 % loss; no wrong password counts twice',
    proofs: [
      proof('test/scenario/lossy-network.test.ts', '200 of 200 registrations and calls succeed'),
      proof('test/scenario/lossy-network.test.ts', 'wrong passwords over a network that loses and repeats'),
    ],
  },
  {
    fault: 'A minute without network',
    holds: 'Who spoke is freed by BYE after 30 s of silence, who registered still is',
    proofs: [proof('test/scenario/lossy-network.test.ts', 'a minute without any network ends in order')],
  },
  {
    fault: 'Out of ports, out of descriptors',
    holds:
      '503 within 100 ms, running calls go on, all is free after; without descriptors UDP goes on and connections come back; everything as before within 37 s',
    proofs: [
      proof('test/faults/exhaustion.test.ts', 'out of ports: 503 within 100 ms'),
      proof('test/faults/exhaustion.test.ts', 'out of descriptors: phones on UDP are served'),
      proof('test/faults/exhaustion.test.ts', 'after many calls and registrations'),
    ],
  },
  {
    fault: 'Leaks',
    holds:
      'What a call takes it gives back: the soak above, and after ten thousand calls four thousand more leave nothing in the heap',
    proofs: [
      proof(
        'test/faults/leaks.test.ts',
        'beyond ten thousand calls four thousand more leave nothing in memory',
      ),
    ],
  },
  {
    fault: 'A million forged sources',
    holds: 'Less than 64 MB more, nobody banned, a phone registers meanwhile',
    proofs: [
      proof('test/faults/forged-flood.test.ts', 'a process that a million forged sources ask'),
      proof('test/faults/spoofed-sources.test.ts', 'a million forged sources make the exchange keep'),
    ],
  },
  {
    fault: 'Exception of ours',
    holds: 'That message is answered 500 and counted, nobody else notices; after every suite there was none',
    proofs: [
      proof('test/faults/exceptions.test.ts', 'an exception in a message handler costs that message'),
      proof('test/faults/exceptions.test.ts', 'an exception that nobody caught is told'),
    ],
  },
  {
    fault: 'Bad settings, port in use, newer file',
    holds:
      'Exit 78 with one line for a setting; a port in use ends the start with its name and nothing half open; a file of a later version is refused, untouched',
    proofs: [
      proof('test/faults/stop.test.ts', 'a port that is in use ends the start with its name'),
      proof('test/peers/bad-input.test.ts', 'a UDP port in use ends it with a clear message'),
      proof('src/store/migrate.test.ts', 'a file of a later version is refused with a clear line'),
    ],
  },
  {
    fault: 'Certificate expired, or not to be read',
    holds:
      'Everything but TLS starts and serves, `/healthz` says 503 and why, the log says it, nothing else is shown in its place',
    proofs: [
      proof('test/faults/certificate.test.ts', 'with an expired certificate the exchange starts'),
      proof(
        'test/faults/certificate.test.ts',
        'with a key that cannot be read every TLS connection is refused',
      ),
      proof(
        'src/platform/certificates/server-certificate.test.ts',
        'that has expired, or expires while it is shown',
      ),
    ],
  },
  {
    fault: 'The administrator cuts somebody off',
    holds:
      'By command line and by API: BYE to both phones within a second, the sound stops, REGISTER and INVITE get 403, still so after `kill -9`',
    proofs: [
      proof('test/faults/cut-off.test.ts', 'cut off at once by '),
      proof('test/scenario/suspension.test.ts', 'cut off at once: BYE to both'),
    ],
  },
  {
    fault: 'The administrator lifts a ban or whitelists',
    holds: 'Within a second, on every transport',
    proofs: [
      proof('test/scenario/ban-lift.test.ts', 'lets the address in within a second'),
      proof('test/faults/ban-lift.test.ts', 'a banned address is let in again at once over each transport'),
    ],
  },
];
