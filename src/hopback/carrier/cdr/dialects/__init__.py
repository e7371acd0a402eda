"""One module for each switch's way of writing call records; `registry` knows them all."""
