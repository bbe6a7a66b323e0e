import { Banner } from '../components/banner.tsx';
import { BridgeCards } from '../components/bridge-cards.tsx';
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

function BridgeList({ visit }: { readonly visit: Visit }) {
  const bridges = visit.site?.bridges;
  if (bridges === undefined) return <Banner tone="info" title={bridgeWords[visit.language].unknown} />;
  return <BridgeCards language={visit.language} bridges={bridges} />;
}
