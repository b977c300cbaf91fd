import type { IntentDefinition } from '../definition/intent.ts';
import type { Language } from '../languages/language.ts';

type Signature = NonNullable<IntentDefinition['ParentIntentSignature']>;

const ENGLISH: Partial<Readonly<Record<Signature, readonly string[]>>> = {
  'AMAZON.CancelIntent': ['cancel', 'never mind', 'forget it', 'cancel that', 'cancel it'],
  'AMAZON.HelpIntent': ['help', 'help me', 'can you help me', 'i need help'],
  'AMAZON.PauseIntent': ['pause', 'pause that'],
  'AMAZON.RepeatIntent': ['repeat', 'say that again', 'repeat that', 'can you repeat that'],
  'AMAZON.ResumeIntent': ['resume', 'continue', 'keep going'],
  'AMAZON.StartOverIntent': ['start over', 'restart', 'start again'],
  'AMAZON.StopIntent': ['stop', 'off', 'shut up', 'quit', 'exit'],
};

const SPANISH: Partial<Readonly<Record<Signature, readonly string[]>>> = {
  'AMAZON.CancelIntent': ['cancelar', 'cancela', 'olvídalo', 'cancela eso'],
  'AMAZON.HelpIntent': ['ayuda', 'ayúdame', 'necesito ayuda', 'puedes ayudarme'],
  'AMAZON.PauseIntent': ['pausa', 'pausar', 'haz una pausa'],
  'AMAZON.RepeatIntent': ['repite', 'repetir', 'repite eso', 'puedes repetirlo', 'otra vez'],
  'AMAZON.ResumeIntent': ['continuar', 'continúa', 'sigue', 'reanudar'],
  'AMAZON.StartOverIntent': ['empezar de nuevo', 'reiniciar', 'volver a empezar'],
  'AMAZON.StopIntent': ['detener', 'detente', 'para', 'salir', 'basta'],
};

/**
 * What a built-in intent understands without samples of its own
 * (https://docs.aws.amazon.com/lexv2/latest/dg/built-in-intents.html).
 */
export function builtInSamples(signature: Signature | undefined, language: Language): readonly string[] {
  if (signature === 'AMAZON.YesIntent') return language.yes;
  if (signature === 'AMAZON.NoIntent') return language.no;
  return (signature && (language.code === 'es' ? SPANISH : ENGLISH)[signature]) ?? [];
}
