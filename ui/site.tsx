/** The pages as one bundle for the web server. */
import { render } from 'preact-render-to-string';
import type { PageAnswer, PageRequest, PagesBundle, PagesModule } from '../src/web/contract/pages-bundle.ts';
import { type Session, sessionSchema } from '../src/web/contract/session.ts';
import { siteSchema } from '../src/web/contract/site.ts';
import { readDisplay } from './layout/display.ts';
import { Document } from './layout/document.tsx';
import { type Answer, addressIn, UNKNOWN_STATUS, type Visit } from './page.ts';
import { errorView, unknownView } from './pages/errors.tsx';
import { PAGES } from './pages/pages.ts';
import { knownOf, type Reading, read } from './reading.ts';
import { tellTimesIn } from './words/format.ts';
import { explainProblems } from './words/problem-help.ts';

const BY_PATH = new Map(PAGES.map((page) => [page.path, page]));

export const openPages: PagesModule['openPages'] = ({ timeZone, problems }) => {
  tellTimesIn(timeZone);
  explainProblems(problems);
  return BUNDLE;
};

const BUNDLE: PagesBundle = {
  paths: [...BY_PATH.keys()],
  uploads: Object.fromEntries(
    PAGES.flatMap(({ path, largestUpload }) => (largestUpload === undefined ? [] : [[path, largestUpload]])),
  ),
  async answer(path, request) {
    const page = BY_PATH.get(path);
    const visit = await begin(request);
    const act = request.method === 'POST' ? page?.post : page?.get;
    if (page === undefined || act === undefined) return finish(visit, errorView(404, visit));
    return finish(visit, await act.call(page, visit));
  },
  async answerError(status, request) {
    const visit = await begin(request);
    return finish(visit, errorView(status, visit));
  },
};

async function begin(request: PageRequest): Promise<Visit> {
  const site = await orUnknown(() => read(request, '/site', siteSchema));
  const session = await orUnknown(() => read(request, '/session', sessionSchema));
  return {
    ...request,
    display: readDisplay(request.cookies),
    site: knownOf(site),
    session: knownOf(session) ?? VISITOR,
    reads: { site, session },
    href: (path) => addressIn(request.language, path),
    hasPage: (path) => BY_PATH.has(path),
  };
}

/** The page that tells of a fault must come whatever happens. */
async function orUnknown<Value>(reading: () => Promise<Reading<Value>>): Promise<Reading<Value>> {
  try {
    return await reading();
  } catch {
    return { kind: 'unknown', code: 'internal-fault' };
  }
}

const VISITOR: Session = {
  role: 'visitor',
  name: null,
  extension: null,
  callsign: null,
  method: null,
  csrfToken: null,
  idleEndsAt: null,
  endsAt: null,
  unreadMessages: 0,
  rulesAsked: false,
  needsSetup: false,
};

/** How soon a part of the exchange that did not answer may be asked again. */
const RETRY_AFTER_S = 5;

function finish(visit: Visit, answer: Answer): PageAnswer {
  if (answer.kind === 'missing') return finish(visit, errorView(404, visit));
  if (answer.kind === 'unknown') return finish(visit, unknownView(visit, answer));
  if (answer.kind !== 'view') return answer;
  const { status = 200 } = answer;
  const html = `<!doctype html>${render(<Document visit={visit} view={answer} />)}`;
  return {
    kind: 'document',
    status,
    html,
    ...(status === UNKNOWN_STATUS && { retryAfterS: RETRY_AFTER_S }),
  };
}
