/** The pages as one bundle for the web server. */
import { render } from 'preact-render-to-string';
import type { PageAnswer, PageRequest, PagesBundle, PagesModule } from '../src/web/contract/pages-bundle.ts';
import { type Session, sessionSchema } from '../src/web/contract/session.ts';
import { type Site, siteSchema } from '../src/web/contract/site.ts';
import { readDisplay } from './layout/display.ts';
import { Document } from './layout/document.tsx';
import { type Answer, addressIn, type Visit } from './page.ts';
import { errorView } from './pages/errors.tsx';
import { PAGES } from './pages/pages.ts';
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
  return {
    ...request,
    display: readDisplay(request.cookies),
    site: await readSite(request),
    session: await readSession(request),
    href: (path) => addressIn(request.language, path),
    hasPage: (path) => BY_PATH.has(path),
  };
}

/** A page is shown without figures rather than not at all. */
async function readSite({ api }: PageRequest): Promise<Site | undefined> {
  try {
    const { status, body } = await api.call('GET', '/site');
    return status === 200 ? siteSchema.parse(body) : undefined;
  } catch {
    return undefined;
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

async function readSession({ api }: PageRequest): Promise<Session> {
  try {
    const { status, body } = await api.call('GET', '/session');
    return status === 200 ? sessionSchema.parse(body) : VISITOR;
  } catch {
    return VISITOR;
  }
}

function finish(visit: Visit, answer: Answer): PageAnswer {
  if (answer.kind !== 'view') return answer;
  const html = `<!doctype html>${render(<Document visit={visit} view={answer} />)}`;
  return { kind: 'document', status: answer.status ?? 200, html };
}
