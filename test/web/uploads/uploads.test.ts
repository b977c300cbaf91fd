import { Uploads } from '../../../web/src/uploads/uploads.ts';
import { fakePorts, file, MAX_BYTES, settled } from './fake-ports.ts';

const NO_IMAGE = { code: 'NotAnImage', message: 'no decoder can read it' };

describe('uploads', () => {
  let server: ReturnType<typeof fakePorts>;
  let uploads: Uploads;
  beforeEach(() => {
    server = fakePorts();
    uploads = new Uploads(server.ports);
  });

  const progress = () => uploads.list().map((upload) => upload.progress);
  const add = async (...files: File[]) => {
    uploads.add(files);
    await settled();
  };
  const arrive = async (index = 0) => {
    server.sent[index]?.arrive();
    await settled();
  };

  it('go from uploading, with how much is out, to processing, to the image that the socket tells of', async () => {
    await add(file('a.jpg'));
    expect(progress()).toEqual([{ status: 'uploading', sentBytes: 0 }]);
    server.sent[0]?.onSent(7);
    expect(progress()).toEqual([{ status: 'uploading', sentBytes: 7 }]);

    await arrive();
    expect(progress()).toEqual([{ status: 'processing' }]);
    uploads.take({ uploadId: 'of-u1', imageId: 'i1', rejection: undefined });
    expect(progress()).toEqual([{ status: 'completed', imageId: 'i1' }]);
  });

  it('say why the workflow made no image of one', async () => {
    await add(file('a.jpg'));
    await arrive();
    uploads.take({ uploadId: 'of-u1', imageId: 'i1', rejection: NO_IMAGE });

    expect(progress()).toEqual([{ status: 'rejected', imageId: 'i1', reason: NO_IMAGE }]);
  });

  it('take an outcome that is told before the upload knows that it is through', async () => {
    await add(file('a.jpg'));
    uploads.take({ uploadId: 'of-u1', imageId: 'i1', rejection: undefined });
    await arrive();

    expect(progress()).toEqual([{ status: 'completed', imageId: 'i1' }]);
  });

  it('care nothing for images of others', async () => {
    await add(file('a.jpg'));
    await arrive();
    uploads.take({ uploadId: undefined, imageId: 'i1', rejection: undefined });
    uploads.take({ uploadId: 'of-another', imageId: 'i2', rejection: undefined });

    expect(progress()).toEqual([{ status: 'processing' }]);
  });

  it('go three at once, and the next when one is through', async () => {
    await add(...['a', 'b', 'c', 'd'].map((name) => file(`${name}.jpg`)));
    expect(progress().map(({ status }) => status)).toEqual(['uploading', 'uploading', 'uploading', 'waiting']);

    await arrive(1);
    expect(progress().map(({ status }) => status)).toEqual(['uploading', 'processing', 'uploading', 'uploading']);
  });

  it('send nothing of a file that is no image, or empty, and say so', async () => {
    await add(file('a.txt', { type: 'text/plain' }), file('b.jpg', { bytes: 0 }));

    expect(progress()).toEqual([
      { status: 'refused', refusal: { because: 'notAnImage' } },
      { status: 'refused', refusal: { because: 'empty' } },
    ]);
    expect(server.asked).toEqual([]);
  });

  it('send nothing of a file that is larger than the server takes', async () => {
    await add(file('a.jpg', { bytes: MAX_BYTES + 1 }));

    expect(progress()).toEqual([{ status: 'refused', refusal: { because: 'tooLarge', maxBytes: MAX_BYTES } }]);
    expect(server.sent).toEqual([]);
  });

  it('try again under the same name what did not arrive', async () => {
    await add(file('a.jpg'));
    const error = new Error('cut off');
    server.sent[0]?.fail(error);
    await settled();
    expect(progress()).toEqual([{ status: 'failed', error }]);

    uploads.retry('u1');
    await settled();
    await arrive(1);
    expect(progress()).toEqual([{ status: 'processing' }]);
    expect(server.asked.map(({ name }) => name)).toEqual(['u1', 'u1']);
  });

  it('are called off when they are taken off the list', async () => {
    await add(file('a.jpg'), file('b.jpg'));
    uploads.remove('u1');

    expect(server.sent.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    expect(uploads.list().map(({ filename }) => filename)).toEqual(['b.jpg']);
  });

  it('ask for the outcome until there is one: often when nothing else tells it, seldom otherwise', async () => {
    await add(file('a.jpg'));
    await arrive();
    expect(server.waits()).toEqual([15_000]);
    server.disconnect();
    await server.pass();
    expect(server.waits()).toEqual([2_000]);

    server.outcomes.set('of-u1', { status: 'error', imageId: 'i1' });
    await server.pass();
    expect(progress()).toEqual([{ status: 'rejected', imageId: 'i1', reason: NO_IMAGE }]);
    expect(server.waits()).toEqual([]);
  });

  it('ask at once when outcomes may have been told to nobody', async () => {
    await add(file('a.jpg'), file('b.jpg'));
    await arrive();
    server.outcomes.set('of-u1', { status: 'completed', imageId: 'i1' });
    uploads.ask();
    await settled();

    expect(server.followed).toEqual(['of-u1']);
    expect(progress()).toEqual([
      { status: 'completed', imageId: 'i1' },
      { status: 'uploading', sentBytes: 0 },
    ]);
  });

  it('forget those that have their outcome when they are told to, and no others', async () => {
    await add(file('a.jpg'), file('b.jpg'), file('c.jpg'), file('d.txt', { type: 'text/plain' }));
    uploads.take({ uploadId: 'of-u1', imageId: 'i1', rejection: undefined });
    uploads.take({ uploadId: 'of-u2', imageId: 'i2', rejection: NO_IMAGE });
    uploads.forgetSettled();

    expect(uploads.list().map(({ id }) => id)).toEqual(['u3', 'u4']);
  });

  it('leave nothing running when the page is left', async () => {
    await add(file('a.jpg'), file('b.jpg'));
    await arrive(1);
    uploads.close();

    expect(server.sent[0]?.signal.aborted).toBe(true);
    expect(server.waits()).toEqual([]);
  });
});
