import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { STAGE_NAMES } from '../../lib/config.ts';
import { templatesOf } from './support/templates.ts';

const RUNBOOKS = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');
const sections = new Set([...RUNBOOKS.matchAll(/^### (\S+)$/gm)].map(([, name = '']) => name));

const alarm = z.object({ Properties: z.looseObject({ AlarmDescription: z.string() }) });

test.each(STAGE_NAMES)('every alarm of %s names a section of the runbook that is there', (stage) => {
  const named = templatesOf(stage)
    .flatMap((template) => Object.values(template.findResources('AWS::CloudWatch::Alarm')))
    .map((found) => /See docs\/operations\.md#(\S+)\.$/.exec(alarm.parse(found).Properties.AlarmDescription)?.[1]);
  expect(named.length).toBeGreaterThan(0);
  expect([...new Set(named)].filter((section) => section === undefined || !sections.has(section))).toEqual([]);
});

test('every section says where to look first and what to do', () => {
  const alarms = RUNBOOKS.slice(RUNBOOKS.indexOf('## Alarms'), RUNBOOKS.indexOf('## Send again'));
  for (const section of alarms.split(/^### /m).slice(1)) {
    const text = section.replaceAll(/\s+/g, ' ');
    expect(text).toContain('*First look:*');
    expect(text).toMatch(/\*What to do:\*/);
  }
});
