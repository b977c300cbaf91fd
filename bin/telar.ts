import { App } from 'aws-cdk-lib';
import { parseStage } from '../lib/config.ts';
import { addTelar } from '../lib/telar.ts';

// Validating every template takes longer than the rest of the synthesis: continuous integration does it, a save of a file does not.
const app = new App({ builtinCloudFormationValidation: process.env.CI !== undefined });
addTelar(app, parseStage(app.node.tryGetContext('stage')));
app.synth();
