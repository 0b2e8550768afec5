/** Stands in for `swiper`, which only carousels need; our cards have none. */
export default class Swiper {}
export const A11y = undefined;
export const History = undefined;
export const Keyboard = undefined;
export const Navigation = undefined;
export const Pagination = undefined;
export const Scrollbar = undefined;
export const Mousewheel = undefined;
export const HashNavigation = undefined;
export const Autoplay = undefined;
export const Manipulation = undefined;
