import { Prose } from '../components/prose.tsx';
import { type Page, view } from '../page.ts';
import { longDate } from '../words/format.ts';
import { houseRules, RULES_VERSION } from '../words/house-rules.ts';

export const houseRulesPage: Page = {
  path: '/huisregels',
  async get(visit) {
    const rules = houseRules[visit.language];
    return view(
      rules.title,
      <>
        <h1>{rules.title}</h1>
        <p class="lead">{rules.lead}</p>
        <section class="card">
          <h2>{rules.inShort}</h2>
          <ul class="ticks">
            {rules.short.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
        <Prose sections={rules.sections} />
        <p class="muted">
          {rules.version(RULES_VERSION.number, longDate(RULES_VERSION.date, visit.language))}
        </p>
      </>,
    );
  },
};
