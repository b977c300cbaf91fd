import { readCommandLine, runCommand } from '../bin/support/command-line.ts';
import { Deployment } from '../bin/support/deployment.ts';
import { PlainError } from '../bin/support/plain-error.ts';
import { journeys } from './journeys/all.ts';
import { nobody } from './person.ts';
import { Progress } from './progress.ts';
import { Visitors } from './visitor.ts';

const USAGE =
  'Usage: npm run journeys -- [words of their names] [--endpoint aws|http://127.0.0.1:4566] [--stage dev|stg|prod]';

/**
 * `npm run journeys -- --endpoint aws --stage stg`: whether what is deployed does what it should, shown by the same journeys wherever it
 * is. They make two users and take them away again; the images, logs and messages of these users stay.
 */
runCommand(async () => {
  const { place, words } = readCommandLine(USAGE);
  const chosen = journeys.filter(({ name }) => words.every((word) => name.includes(word)));
  if (chosen.length === 0) throw new PlainError(`No journey is named "${words.join(' ')}". ${USAGE}`);
  const deployment = new Deployment(place);
  const visitors = new Visitors(deployment);
  const progress = new Progress();
  try {
    const visit = {
      deployment,
      ana: await visitors.come('Ana'),
      ben: await visitors.come('Ben'),
      nobody: await nobody(deployment),
    };
    progress.line(`Telar, stage ${place.stage}, at ${place.endpoint}:\n`);
    for (const { name, run } of chosen) await progress.step(name, () => run(visit).then(() => ''));
    return progress.verdict();
  } finally {
    await visitors.leave();
    deployment.close();
  }
});
