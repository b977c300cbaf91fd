import { subjectOf } from '../../../functions/notifications/plan/subject.ts';

const subject = (title: string) => subjectOf({ priority: 'urgent', title });

describe('the subject of a notification', () => {
  test('begins with the priority', () => {
    expect(subject('Server down')).toBe('[URGENT] Server down');
  });

  test.each([
    ['line\r\nbreaks and\ttabs', '[URGENT] line breaks and tabs'],
    ['control\u0000characters\u2028too', '[URGENT] control characters too'],
    ['niño 日本 🐱', '[URGENT] niño 日本 🐱'],
  ])('is one line of text: %j', (title, expected) => {
    expect(subject(title)).toBe(expected);
  });

  test.each(['x'.repeat(91), '🐱'.repeat(60), 'x'.repeat(10_000)])('has less than 100 whole characters %#', (title) => {
    const cut = subject(title);
    expect(cut.length).toBeLessThan(100);
    expect(cut.isWellFormed()).toBe(true);
    expect(cut).toMatch(/…$/);
  });

  test('is left alone when it has just room', () => {
    expect(subject('x'.repeat(90))).toBe(`[URGENT] ${'x'.repeat(90)}`);
  });
});
