package wall

// Rights are what is given, for tests.
var Rights = rights
