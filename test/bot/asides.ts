/** What people type in the middle of a question instead of an answer, beside the words of the page's own buttons. */
import type { Language } from '../../src/domain/referral.ts';

interface Asides {
  readonly why: string;
  readonly help: string;
  readonly whatIsThat: string;
  readonly human: string;
  readonly back: string;
  readonly change: string;
  readonly stop: string;
  readonly restart: string;
  readonly erase: string;
  readonly unknown: string;
  readonly declined: string;
  /** About something else altogether. */
  readonly offTopic: string;
  /** A question to us. */
  readonly asksBack: string;
}

export const ASIDES: { readonly [language in Language]: Asides } = {
  nl: {
    why: 'waarom vraag je dat',
    help: 'help me aub',
    whatIsThat: 'wat is dat?',
    human: 'kan ik met iemand praten',
    back: 'ga terug',
    change: 'ik wil iets veranderen',
    stop: 'ik wil stoppen',
    restart: 'begin opnieuw',
    erase: 'wis alles',
    unknown: 'geen idee',
    declined: 'zeg ik liever niet',
    offTopic: 'wat een weer vandaag',
    asksBack: 'hoe lang duurt dit nog?',
  },
  en: {
    why: 'why do you ask',
    help: 'help me',
    whatIsThat: 'what is that?',
    human: 'can i talk to someone',
    back: 'go back',
    change: 'i want to change something',
    stop: 'i want to stop',
    restart: 'start over',
    erase: 'delete everything',
    unknown: 'dunno',
    declined: "i'd rather not say",
    offTopic: 'nice weather today',
    asksBack: 'how long will this take?',
  },
  fr: {
    why: 'pourquoi vous demandez ça',
    help: "j'ai besoin d'aide",
    whatIsThat: 'c’est quoi ça ?',
    human: "je veux parler à quelqu'un",
    back: 'revenir en arrière',
    change: 'je veux changer quelque chose',
    stop: 'je veux arrêter',
    restart: 'recommencer à zéro',
    erase: 'effacez tout',
    unknown: 'aucune idée',
    declined: 'je ne veux pas répondre',
    offTopic: "il fait beau aujourd'hui",
    asksBack: 'ça dure combien de temps ?',
  },
  ar: {
    why: 'ليش عم تسأل',
    help: 'ساعدني',
    whatIsThat: 'ما هذا؟',
    human: 'بدي احكي مع حدا',
    back: 'ارجع',
    change: 'بدي غير شي',
    stop: 'بدي وقف',
    restart: 'من الأول',
    erase: 'امسح كلشي',
    unknown: 'ما بعرف',
    declined: 'ما بدي قول',
    offTopic: 'الطقس حلو اليوم',
    asksBack: 'قديش بتاخد وقت؟',
  },
  tr: {
    why: 'neden soruyorsunuz',
    help: 'bana yardım et',
    whatIsThat: 'bu nedir?',
    human: 'biriyle konuşmak istiyorum',
    back: 'geri dön',
    change: 'bir şeyi değiştirmek istiyorum',
    stop: 'durmak istiyorum',
    restart: 'yeniden başla',
    erase: 'hepsini sil',
    unknown: 'bilmiyorum ki',
    declined: 'söylemek istemem',
    offTopic: 'bugün hava çok güzel',
    asksBack: 'bu ne kadar sürer?',
  },
  ru: {
    why: 'зачем вы спрашиваете',
    help: 'помогите',
    whatIsThat: 'что это такое?',
    human: 'хочу поговорить с человеком',
    back: 'вернуться назад',
    change: 'хочу изменить ответ',
    stop: 'хочу остановиться',
    restart: 'начать сначала',
    erase: 'удалите все',
    unknown: 'понятия не имею',
    declined: 'не хочу говорить',
    offTopic: 'сегодня хорошая погода',
    asksBack: 'сколько это займет времени?',
  },
  uk: {
    why: 'навіщо ви питаєте',
    help: 'допоможіть',
    whatIsThat: 'що це таке?',
    human: 'хочу поговорити з людиною',
    back: 'повернутися назад',
    change: 'хочу змінити відповідь',
    stop: 'хочу зупинитися',
    restart: 'почати знову',
    erase: 'видаліть все',
    unknown: 'поняття не маю',
    declined: 'не хочу казати',
    offTopic: 'сьогодні гарна погода',
    asksBack: 'скільки це займе часу?',
  },
  fa: {
    why: 'چرا میپرسی',
    help: 'کمکم کن',
    whatIsThat: 'این چیست؟',
    human: 'میخوام با یک نفر صحبت کنم',
    back: 'برگرد',
    change: 'میخوام جوابمو عوض کنم',
    stop: 'میخوام متوقف کنم',
    restart: 'از اول شروع کن',
    erase: 'همه چیز رو پاک کن',
    unknown: 'نمیدونم',
    declined: 'نمیخوام بگم',
    offTopic: 'امروز هوا خوبه',
    asksBack: 'چقدر طول میکشه؟',
  },
  es: {
    why: 'por qué preguntas eso',
    help: 'ayúdame',
    whatIsThat: '¿qué es eso?',
    human: 'quiero hablar con alguien',
    back: 'volver atrás',
    change: 'quiero cambiar algo',
    stop: 'quiero parar',
    restart: 'empezar otra vez',
    erase: 'bórralo todo',
    unknown: 'ni idea',
    declined: 'no quiero decirlo',
    offTopic: 'hoy hace buen tiempo',
    asksBack: '¿cuánto tiempo tarda?',
  },
};
