import { type Device, deviceSchema } from '../../../src/web/contract/devices.ts';
import { Icon } from '../../components/icon.tsx';
import { Known } from '../../components/known.tsx';
import { type Page, type Visit, view } from '../../page.ts';
import { type ListReading, readList } from '../../reading.ts';
import { deviceWords } from '../../words/devices.ts';

const KINDS = ['desk', 'dect', 'adapter', 'app'] as const;

/** Examples to choose from; nothing is promised (H5). */
export const devicesPage: Page = {
  path: '/toestellen',
  async get(visit) {
    const words = deviceWords[visit.language];
    const devices = await readDevices(visit);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Known visit={visit} of={devices}>
          {(known) =>
            KINDS.map((kind) => {
              const some = known.filter((device) => device.kind === kind);
              return (
                some.length > 0 && (
                  <section key={kind}>
                    <h2>{words.kinds[kind]}</h2>
                    <DeviceCards visit={visit} devices={some} />
                  </section>
                )
              );
            })
          }
        </Known>
        <section class="card">
          <h2>{words.routersTitle}</h2>
          <p>{words.routersLead}</p>
          <a class="button" href={visit.href('/toestellen/routers')}>
            {words.routers}
          </a>
        </section>
        <AnyPhone visit={visit} />
      </>,
      { about: [devices] },
    );
  },
};

export const routersPage: Page = {
  path: '/toestellen/routers',
  async get(visit) {
    const words = deviceWords[visit.language];
    const devices = await readDevices(visit);
    if (devices.kind === 'unknown') return devices;
    const routers = devices.value.filter(({ kind }) => kind === 'router');
    return view(
      words.routersTitle,
      <>
        <AllDevices visit={visit} />
        <h1>{words.routersTitle}</h1>
        <p class="lead">{words.routersLead}</p>
        <DeviceCards visit={visit} devices={routers} />
      </>,
    );
  },
};

export function AllDevices({ visit }: { readonly visit: Visit }) {
  return (
    <p class="no-print">
      <a class="with-icon" href={visit.href('/toestellen')}>
        <Icon name="back" /> {deviceWords[visit.language].all}
      </a>
    </p>
  );
}

function readDevices(visit: Visit): Promise<ListReading<Device>> {
  return readList(visit, '/devices', deviceSchema);
}

function DeviceCards({ visit, devices }: { readonly visit: Visit; readonly devices: readonly Device[] }) {
  return (
    <ul class="doors">
      {devices.map(({ id, kind, family, models, about }) => (
        <li key={id}>
          <a class="door" href={visit.href(`/toestellen/${id}`)}>
            <Icon name={kind === 'router' ? 'router' : 'phone'} />
            <strong>{family}</strong>
            <span>{about[visit.language]}</span>
            {models.length > 0 && <span class="small">{models.join(', ')}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** For a phone that nobody wrote a guide for. */
function AnyPhone({ visit }: { readonly visit: Visit }) {
  const words = deviceWords[visit.language];
  const { server, port, username, password, transport, interval } = words.common;
  return (
    <section class="card">
      <h2>{words.notListed}</h2>
      <p>{words.notListedText}</p>
      <dl class="pairs">
        {(
          [
            [server, visit.site?.domain ?? words.own.server],
            [port, '5060'],
            [username, visit.session.extension ?? words.own.username],
            [password, words.own.password],
            [transport, 'UDP, TCP / TLS (5061)'],
            [interval, `3600 ${words.units.seconds} = 60 ${words.units.minutes}`],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="mono">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
