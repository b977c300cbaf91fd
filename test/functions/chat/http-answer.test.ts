import { readAnswer } from '../../../functions/chat/sockets/http-answer.ts';

const OK = 'HTTP/1.1 200 OK\r\n';

describe('an answer', () => {
  it('ends where its length says', () => {
    expect(readAnswer(`${OK}Content-Length: 0\r\n\r\n`)).toEqual({ status: 200, goesOn: true });
    expect(readAnswer('HTTP/1.1 410 \r\ndate: now\r\ncontent-length: 2\r\n\r\n{}')).toEqual({
      status: 410,
      goesOn: true,
    });
  });

  it('ends with an empty chunk', () => {
    const head = `${OK}Transfer-Encoding: chunked\r\n\r\n`;

    expect(readAnswer(`${head}0\r\n\r\n`)).toEqual({ status: 200, goesOn: true });
    expect(readAnswer(`${head}a\r\n0\r\n\r\n01234\r\n0\r\n\r\n`)).toEqual({ status: 200, goesOn: true });
  });

  it.each([
    ['', 'HTTP/1.1 20', `${OK}Content-Length: 0\r\n`],
    [`${OK}Content-Length: 2\r\n\r\n`, `${OK}Content-Length: 2\r\n\r\n{`],
    [`${OK}Transfer-Encoding: chunked\r\n\r\n`, `${OK}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n`],
  ])('is unfinished until all of it has come', (...parts) => {
    for (const part of parts) expect(readAnswer(part)).toBe('unfinished');
  });

  it.each([
    ['the other side ends the connection', 'Content-Length: 0\r\nConnection: close\r\n\r\n'],
    ['its end is the end of the connection', '\r\n'],
    ['more has come than its length says', 'Content-Length: 1\r\n\r\n{}'],
    ['it has trailers', 'Transfer-Encoding: chunked\r\n\r\n0\r\nchecksum: 1\r\n\r\n'],
    ['its chunks have no length', 'Transfer-Encoding: chunked\r\n\r\nx\r\n'],
  ])('is the last on its line when %s', (_, rest) => {
    expect(readAnswer(`${OK}${rest}`)).toEqual({ status: 200, goesOn: false });
  });

  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH\r\n\r\n'],
    ['a status that answers nothing yet', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['a head without end', 'x'.repeat(70_000)],
  ])('cannot be read when it is %s', (_, received) => {
    expect(readAnswer(received)).toBe('unreadable');
  });
});
