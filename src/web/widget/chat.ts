/** The widget. */
