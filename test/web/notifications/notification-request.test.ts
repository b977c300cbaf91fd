import { requestOf } from '../../../web/src/views/notifications/notification-request.ts';

describe('the form for a notification', () => {
  const form = (fields: Record<string, string>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    return data;
  };

  it('names nobody when it is for oneself: the server knows who asks', () => {
    const fields = form({ title: ' Dinner ', message: 'Is ready', type: 'kitchen' });
    expect(requestOf(fields, { to: 'myself', priority: 'high' })).toEqual({
      title: 'Dinner',
      message: 'Is ready',
      type: 'kitchen',
      priority: 'high',
    });
  });

  it('names each of the others, and leaves an empty type to the server', () => {
    const fields = form({ title: 'a', message: 'b', type: ' ', recipients: 'ana, ben;\n carla ,,' });
    expect(requestOf(fields, { to: 'others', priority: 'normal' })).toEqual({
      title: 'a',
      message: 'b',
      priority: 'normal',
      recipients: ['ana', 'ben', 'carla'],
    });
  });
});
