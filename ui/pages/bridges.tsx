import { Banner } from '../components/banner.tsx';
import { Icon } from '../components/icon.tsx';
import { StateChip } from '../components/state.tsx';
import { type Page, type Visit, view } from '../page.ts';
import { bridgeWords } from '../words/bridges.ts';

/** Which bridges there are and how many are in them; never who (H6). */
export const bridgesPage: Page = {
  path: '/conferenties',
  async get(visit) {
    const words = bridgeWords[visit.language];
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Banner tone="warn" title={words.notPrivate} />
        <BridgeList visit={visit} />
        <section class="card">
          <h2>{words.keys}</h2>
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">{words.key}</th>
                <th scope="col">{words.does}</th>
              </tr>
            </thead>
            <tbody>
              {words.keyList.map(([key, does]) => (
                <tr key={key}>
                  <th scope="row" class="mono">
                    {key}
                  </th>
                  <td>{does}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <p>{words.test}</p>
      </>,
    );
  },
};

export function BridgeList({ visit }: { readonly visit: Visit }) {
  const words = bridgeWords[visit.language];
  const bridges = visit.site?.bridges;
  if (bridges === undefined) return <Banner tone="info" title={words.unknown} />;
  if (bridges.length === 0) return <p class="empty">{words.none}</p>;
  return (
    <ul class="cards">
      {bridges.map((bridge) => (
        <li class="card" key={bridge.number}>
          <p class="mono number">{bridge.number}</p>
          <h2>{bridge.name}</h2>
          <p>
            <StateChip
              state={bridge.participants > 0 ? 'in-bridge' : 'not-registered'}
              language={visit.language}
            >
              {words.inside(bridge.participants)}
            </StateChip>
          </p>
          <p class="muted with-icon">
            <Icon name="eye" /> {words.badge}
          </p>
          {bridge.protected && (
            <p class="muted with-icon">
              <Icon name="lock" /> {words.pin}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
