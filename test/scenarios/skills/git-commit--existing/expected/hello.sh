#!/bin/sh
echo hello
echo goodbye
