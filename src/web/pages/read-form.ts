import type { FastifyRequest } from 'fastify';

interface Form {
  readonly form: URLSearchParams;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Fields of a form of ours; a page has far fewer. */
const MOST_FIELDS = 100;

/** What was filled in, and what files came with it; nothing of a body that is no form. */
export async function readForm({ body, headers }: Pick<FastifyRequest, 'body' | 'headers'>): Promise<Form> {
  const form = body instanceof URLSearchParams ? body : new URLSearchParams();
  const files = new Map<string, Uint8Array>();
  if (!(body instanceof Uint8Array)) return { form, files };
  for (const [name, value] of await fieldsOf(body, headers['content-type'] ?? '')) {
    if (typeof value === 'string') form.append(name, value);
    // A field for a file that was left empty comes as a file of nothing.
    else if (value.size > 0) files.set(name, new Uint8Array(await value.arrayBuffer()));
  }
  return { form, files };
}

/** RFC 7578, read by the same code of Node that reads it for `fetch`. */
async function fieldsOf(body: Uint8Array, type: string): Promise<readonly [string, string | File][]> {
  try {
    const bytes = Uint8Array.from(body);
    const data = await new Response(bytes, { headers: { 'content-type': type } }).formData();
    return [...data].slice(0, MOST_FIELDS);
  } catch {
    return [];
  }
}
