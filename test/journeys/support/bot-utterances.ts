import { OUT_OF_SCOPE_ENGLISH, OUT_OF_SCOPE_SPANISH } from '../../support/out-of-scope.ts';

/** What people say to the bot that stands in none of its samples. */
export interface Utterances {
  readonly locale: 'en_US' | 'es_419';
  readonly unseen: Readonly<Record<'Greeting' | 'Help' | 'Status', readonly string[]>>;
  /** None of its business. */
  readonly outOfScope: readonly string[];
}

export const ENGLISH: Utterances = {
  locale: 'en_US',
  unseen: {
    Greeting: [
      'Hiya!',
      'hello, dear bot',
      'Hey there, how are you?',
      'greetings, friend',
      'helo',
      'Good morning everybody',
      'good mornign',
      "hey what's up",
      'hi, nice to see you again',
      'good evening to you all',
    ],
    Help: [
      'could you give me some help',
      'I need some assistance please',
      'help me please',
      "I'm lost, can you help?",
      'what are you able to do',
      'what else can you do for me?',
      'Can somebody help?',
      'I want to know how this works',
      'plz hlep',
      'list your commands',
    ],
    Status: [
      'where is my package?',
      'order status please',
      'I would like to check my status',
      'can you track my shipment',
      'tell me the status of my account',
      "what's the state of my purchase",
      'any news about my delivery?',
      'chekc the satus of my oder',
      "how's my order going",
      'has my parcel been shipped already',
    ],
  },
  outOfScope: OUT_OF_SCOPE_ENGLISH,
};

export const SPANISH: Utterances = {
  locale: 'es_419',
  unseen: {
    Greeting: [
      '¡Buenas, bot!',
      'hola, mi amigo',
      'Hola, buenas tardes a todos',
      'muy buenos dias',
      'ola',
      'saludos a todos',
      '¿qué onda, bot?',
      'hola bot, ¿cómo va?',
      'oye, hola',
      'qué gusto saludarte',
    ],
    Help: [
      '¿qué haces?',
      '¿me das una ayuda?',
      '¿podrías ayudarme con algo?',
      'necesito algo de asistencia',
      '¿qué cosas sabes hacer?',
      'no sé cómo funciona',
      'estoy perdido, necesito ayuda',
      '¿qué opciones hay?',
      'quiero que me ayudes',
      'alluda porfa',
    ],
    Status: [
      '¿dónde está mi paquete?',
      '¿en qué va mi pedido?',
      'quiero saber cuál es el estado de mi cuenta',
      'rastrea mi envío',
      'dime el estatus de mi orden',
      '¿hay novedades de mi entrega?',
      'quisiera consultar mi pedido',
      'verificar el estado de la compra',
      'estdo de mi peddo',
      '¿ya salió mi encomienda?',
    ],
  },
  outOfScope: OUT_OF_SCOPE_SPANISH,
};
