import { Banner } from '../components/banner.tsx';
import { BridgeCards } from '../components/bridge-cards.tsx';
import { Known } from '../components/known.tsx';
import { type Page, view } from '../page.ts';
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
        <Known visit={visit} of={visit.reads.site}>
          {({ bridges }) => <BridgeCards language={visit.language} bridges={bridges} />}
        </Known>
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
      { about: [visit.reads.site] },
    );
  },
};
