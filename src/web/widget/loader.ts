/** For other sites. */
