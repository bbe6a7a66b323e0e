import { type Operation, openApiSchema } from '../../src/web/contract/openapi.ts';
import { type Page, view } from '../page.ts';
import { read } from '../reading.ts';
import { inBoth } from '../words/in-both.ts';

const WORDS = inBoth({
  nl: {
    title: 'De API',
    lead: 'Alles wat deze site kan, kan een programma ook. Dit is de lijst van adressen.',
    key: 'Een beheerder maakt een sleutel: in de console, of op de machine met deze opdracht.',
    header: 'Stuur de sleutel mee in elke vraag:',
    machine: 'De hele beschrijving, voor programma’s (OpenAPI 3.1)',
    english: 'De uitleg bij de adressen is in het Engels.',
    scope: 'recht',
    everyone: 'voor iedereen',
    session: 'voor wie is ingelogd',
    own: 'voor een houder, over zijn eigen extensie',
    query: 'vraagt naar',
    body: 'stuurt mee',
  },
  en: {
    title: 'The API',
    lead: 'Whatever this site can do, a program can do, too. This is the list of addresses.',
    key: 'An administrator makes a key: in the console, or on the machine with this command.',
    header: 'Send the key along with every request:',
    machine: 'The whole description, for programs (OpenAPI 3.1)',
    english: 'The addresses are explained in English.',
    scope: 'scope',
    everyone: 'for everyone',
    session: 'for whoever has logged in',
    own: 'for a holder, about his own extension',
    query: 'asks by',
    body: 'sends',
  },
});
type ApiWords = (typeof WORDS)['nl'];

const PREFIX = '/api/v1';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** The description of the API for people: written from what the exchange tells programs. */
export const apiDocsPage: Page = {
  path: '/api/docs',
  async get(visit) {
    const { language } = visit;
    const words = WORDS[language];
    const found = await read(visit, '/openapi.json', openApiSchema);
    if (found.kind !== 'known') return found;
    const description = found.value;
    const routes = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): Route => {
        return { method: method.toUpperCase(), path: path.replace(PREFIX, ''), operation };
      }),
    );
    const groups = [...Map.groupBy(routes, ({ operation }) => operation.tags[0] ?? '')].sort(([a], [b]) =>
      a.localeCompare(b),
    );
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <p>{words.key}</p>
        <pre class="mono">npx hamvoip token create --scope read</pre>
        <p>{words.header}</p>
        <pre class="mono">Authorization: Bearer hamvoip_…</pre>
        <p>
          <a class="button" href={`${PREFIX}/openapi.json`}>
            {words.machine}
          </a>
        </p>
        {language === 'nl' && <p>{words.english}</p>}
        {groups.map(([tag, members]) => (
          <details class="card" key={tag}>
            <summary lang="en">{tag}</summary>
            <dl>
              {members.map((route) => (
                <RouteLines key={`${route.method} ${route.path}`} route={route} words={words} />
              ))}
            </dl>
          </details>
        ))}
      </>,
    );
  },
};

function RouteLines({ route, words }: { readonly route: Route; readonly words: ApiWords }) {
  const { method, path, operation } = route;
  const asked = (operation.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name);
  const sent = bodyFields(operation);
  return (
    <>
      <dt class="mono">
        {method} {PREFIX}
        {path}
      </dt>
      <dd>
        {operation.summary !== undefined && <p lang="en">{operation.summary}</p>}
        <p class="muted">
          {forWhom(operation, words)}
          {asked.length > 0 && `; ${words.query}: ${asked.join(', ')}`}
          {sent.length > 0 && `; ${words.body}: ${sent.join(', ')}`}
        </p>
      </dd>
    </>
  );
}

function forWhom({ 'x-scope': scope }: Operation, words: ApiWords): string {
  if (scope === undefined) return words.everyone;
  if (scope === 'session') return words.session;
  return scope === 'own' ? words.own : `${words.scope} ${scope}`;
}

/** The fields of a JSON body, of each of its forms; else the type of what is sent. */
function bodyFields({ requestBody }: Operation): readonly string[] {
  return Object.entries(requestBody?.content ?? {}).flatMap(([type, { schema }]) => {
    if (schema === undefined) return [type];
    const forms = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
    return [...new Set(forms.flatMap(({ properties }) => Object.keys(properties ?? {})))];
  });
}
