import {
  type CertificateAnswer,
  certificateSchema,
  isNameFor,
} from '../../../../src/web/contract/certificate.ts';
import { type Reach, reachSchema } from '../../../../src/web/contract/reach.ts';
import { Known, UnknownPart } from '../../../components/known.tsx';
import { Table } from '../../../components/table.tsx';
import type { Visit } from '../../../page.ts';
import { type Reading, read } from '../../../reading.ts';
import { setUpWords } from '../../../words/console/set-up.ts';
import { setUpReachWords } from '../../../words/console/set-up-reach.ts';
import { Findings, type Seen } from './findings.tsx';
import { readSettings, type SettingsOfStep, settingIn, stepPage } from './step-page.tsx';

const KEYS = ['sip-port', 'sips-port', 'sip-extra-ports', 'rtp-ports', 'http-port', 'https', 'web-url'];

/** Name, certificate and ports, and whether a phone has come from outside: each with what to add. */
export const reachStep = stepPage({
  step: 'bereik',
  async show(visit) {
    const words = setUpReachWords[visit.language];
    const reach = await read(visit, '/reach', reachSchema);
    const certificate = await read(visit, '/certificate', certificateSchema);
    const settings = await readSettings(visit, KEYS);
    return {
      about: [reach, certificate, settings],
      isToRead: true,
      body: (
        <>
          <section class="card">
            <h2>{words.checks}</h2>
            <Findings
              visit={visit}
              seen={[
                seenOf(visit, reach, words.subjects.name, (known) => nameSeen(visit, known)),
                certificate.kind === 'missing'
                  ? { state: 'attention', text: words.noTls, todo: words.noTlsDo }
                  : seenOf(visit, certificate, words.subjects.certificate, (known) =>
                      certificateSeen(visit, known, reach),
                    ),
                seenOf(visit, settings, words.subjects.web, (known) => webSeen(visit, known)),
                seenOf(visit, reach, words.subjects.phones, (known) => phonesSeen(visit, known)),
              ]}
            />
            <p>
              <a class="button" href={visit.href(visit.path)}>
                {setUpWords[visit.language].again}
              </a>
            </p>
          </section>
          <section class="card">
            <h2>{words.ports}</h2>
            <p>{words.portsText}</p>
            <Known visit={visit} of={settings}>
              {(known) => <Ports visit={visit} settings={known} />}
            </Known>
            <p>{words.doctor}</p>
            <pre class="mono">npx hamvoip doctor</pre>
          </section>
        </>
      ),
    };
  },
});

/** What could not be read says so at its place in the list. */
function seenOf<Value>(
  visit: Visit,
  reading: Reading<Value>,
  subject: string,
  judge: (value: Value) => Seen,
): Seen {
  if (reading.kind === 'known') return judge(reading.value);
  const more = reading.kind === 'unknown' && <UnknownPart visit={visit} code={reading.code} />;
  return { state: 'unknown', text: subject, more };
}

function nameSeen(visit: Visit, reach: Reach): Seen {
  const words = setUpReachWords[visit.language];
  const { domain, named, addresses, here, own, ownIsPrivate } = reach;
  if (!named) return { state: 'attention', text: words.noName(domain), todo: words.noNameDo };
  if (addresses === null || own === null) return { state: 'unknown', text: words.notLooked(domain) };
  const record = ownIsPrivate
    ? words.recordRouter(domain)
    : words.record(domain, own.includes(':') ? 'AAAA' : 'A', own);
  if (addresses.length === 0) return { state: 'banned', text: words.nowhere(domain), todo: record };
  if (here === true) return { state: 'good', text: words.here(domain) };
  const all = addresses.join(', ');
  return ownIsPrivate
    ? { state: 'unknown', text: words.behindRouter(domain, all), todo: words.behindRouterDo(own) }
    : { state: 'banned', text: words.elsewhere(domain, all), todo: record };
}

function certificateSeen(
  visit: Visit,
  { source, fault, names }: CertificateAnswer,
  reach: Reading<Reach>,
): Seen {
  const words = setUpReachWords[visit.language];
  if (fault !== null) return { state: 'banned', text: words.faulty, todo: words.faultyDo };
  if (source === 'self-made') return { state: 'attention', text: words.selfMade, todo: words.selfMadeDo };
  const domain = reach.kind === 'known' ? reach.value.domain : undefined;
  if (domain !== undefined && !names.some((name) => isNameFor(name, domain)))
    return { state: 'banned', text: words.otherName(domain), todo: words.otherNameDo(domain) };
  return { state: 'good', text: words.certificate };
}

/** A proxy in front of it may speak HTTPS: then its address says so. */
function webSeen(visit: Visit, settings: SettingsOfStep): Seen {
  const words = setUpReachWords[visit.language];
  const isSafe =
    settingIn(settings, 'https') === 'true' || settingIn(settings, 'web-url').startsWith('https://');
  return isSafe
    ? { state: 'good', text: words.web }
    : { state: 'attention', text: words.noWeb, todo: words.noWebDo };
}

function phonesSeen(visit: Visit, { outsidePhones }: Reach): Seen {
  const words = setUpReachWords[visit.language];
  return outsidePhones > 0
    ? { state: 'good', text: words.phones(outsidePhones), todo: words.try }
    : { state: 'unknown', text: words.noPhones, todo: words.try };
}

function Ports({ visit, settings }: { readonly visit: Visit; readonly settings: SettingsOfStep }) {
  const words = setUpReachWords[visit.language];
  const of = (key: string) => settingIn(settings, key);
  const sip = [of('sip-port'), ...of('sip-extra-ports').split(',')].map((port) => port.trim()).filter(isOpen);
  const rows = [
    ...sip.map((port) => ({ port, protocol: 'UDP, TCP', use: words.uses.sip })),
    { port: of('sips-port'), protocol: 'TCP', use: words.uses.sips },
    { port: of('rtp-ports').replace('-', '–'), protocol: 'UDP', use: words.uses.rtp },
    { port: of('http-port'), protocol: 'TCP', use: words.uses.web },
  ].filter(({ port }) => isOpen(port));
  return (
    <Table
      caption={words.ports}
      rows={rows}
      keyOf={({ port, use }) => `${port} ${use}`}
      empty=""
      columns={[
        { title: words.port, cell: ({ port }) => <span class="mono">{port}</span> },
        { title: words.protocol, cell: ({ protocol }) => protocol },
        { title: words.use, cell: ({ use }) => use },
      ]}
    />
  );
}

/** 0 switches a port off. */
function isOpen(port: string): boolean {
  return port !== '' && port !== '0';
}
