/** Posts a file as a browser does: with the form that the API gave leave for. */
export async function upload(form: { url: string; fields: Record<string, string> }, bytes: Uint8Array<ArrayBuffer>) {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
  body.append('file', new Blob([bytes]));
  const response = await fetch(form.url, { method: 'POST', body });
  return { status: response.status, text: await response.text() };
}
