/** Asks the API for a change, as a script of one of its pages; throws when it refuses. */
export async function sendJson(url: string, body: object, csrf?: string) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(csrf !== undefined && { 'x-csrf-token': csrf }) },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`refused: ${answer.status}`);
  return answer.json();
}
